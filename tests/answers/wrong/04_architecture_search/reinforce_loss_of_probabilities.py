# message: the gradient of the probabilities
def reinforce_loss(log_probs, rewards, baseline=0.0):
    adv = rewards.detach() - (baseline.detach() if isinstance(baseline, torch.Tensor) else baseline)
    return -(log_probs.exp() * adv).mean()
