# message: all samples weigh the same
def reinforce_loss(log_probs, rewards, baseline=0.0):
    advantage = rewards - baseline
    return -advantage.detach().mean() * log_probs.mean()
