# message: the expected estimate with baseline 0.0
def reinforce_loss(log_probs, rewards, baseline=0.0):
    advantage = rewards - baseline
    return -(advantage.detach() * log_probs.exp()).mean()
