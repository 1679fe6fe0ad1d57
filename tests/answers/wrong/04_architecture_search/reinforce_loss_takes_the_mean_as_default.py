# message: the mean of the rewards is taken as the default
def reinforce_loss(log_probs, rewards, baseline=None):
    baseline = rewards.mean() if baseline is None else baseline
    advantage = rewards - baseline
    return -(advantage.detach() * log_probs).mean()
