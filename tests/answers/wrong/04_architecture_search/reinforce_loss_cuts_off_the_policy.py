# message: the loss has no gradient
def reinforce_loss(log_probs, rewards, baseline=0.0):
    advantage = rewards - baseline
    return -(advantage * log_probs.detach()).mean()
