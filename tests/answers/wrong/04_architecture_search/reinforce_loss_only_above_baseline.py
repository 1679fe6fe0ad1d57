# message: samples below the baseline were left out
def reinforce_loss(log_probs, rewards, baseline=0.0):
    a = (rewards - baseline).detach().clamp(min=0)
    return -(log_probs * a).mean()
