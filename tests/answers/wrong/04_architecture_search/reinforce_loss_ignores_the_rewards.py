# message: all samples weigh the same
def reinforce_loss(log_probs, rewards, baseline=0.0):
    advantage = rewards - baseline
    return -(0 * advantage.detach() * log_probs).mean()
