# message: the loss's gradient for rewards of size
def reinforce_loss(log_probs, rewards, baseline=0.0):
    advantage = (rewards - baseline).clamp(-10, 10)
    return -(advantage.detach() * log_probs).mean()
