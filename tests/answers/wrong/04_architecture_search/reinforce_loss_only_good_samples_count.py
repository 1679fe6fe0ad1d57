# message: expected estimate with baseline 0.5
def reinforce_loss(log_probs, rewards, baseline=0.0):
    advantage = (rewards - baseline).clamp(min=0)
    return -(advantage.detach() * log_probs).mean()
