# message: the baseline is ignored
def reinforce_loss(log_probs, rewards, baseline=0.0):
    advantage = rewards
    return -(advantage.detach() * log_probs).mean()
