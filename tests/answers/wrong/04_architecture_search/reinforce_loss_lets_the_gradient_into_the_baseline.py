# message: the baseline is a constant here; detach it
def reinforce_loss(log_probs, rewards, baseline=0.0):
    advantage = rewards - baseline
    return -(advantage * log_probs).mean()
