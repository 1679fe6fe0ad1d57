# message: the batch's own mean was subtracted
def reinforce_loss(log_probs, rewards, baseline=0.0):
    advantage = rewards - rewards.mean()
    return -(advantage.detach() * log_probs).mean()
