# message: the sign of R - b counts
def reinforce_loss(log_probs, rewards, baseline=0.0):
    a = (rewards - baseline).detach()
    return -(log_probs * a.abs()).mean()
