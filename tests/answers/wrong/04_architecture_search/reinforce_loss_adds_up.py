# message: this adds the samples up
def reinforce_loss(log_probs, rewards, baseline=0.0):
    advantage = rewards - baseline
    return -(advantage.detach() * log_probs).sum()
