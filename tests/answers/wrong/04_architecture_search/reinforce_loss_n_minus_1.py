# message: divided by N - 1
def reinforce_loss(log_probs, rewards, baseline=0.0):
    a = (rewards - baseline).detach()
    return -sum(l * x.item() for l, x in zip(log_probs, a)) / (len(a) - 1 + (len(a) < 2))
