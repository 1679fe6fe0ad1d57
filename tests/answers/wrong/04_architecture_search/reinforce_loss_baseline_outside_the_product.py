# message: the baseline is ignored
def reinforce_loss(log_probs, rewards, baseline=0.0):
    return -(rewards.detach() * log_probs - baseline).mean()
