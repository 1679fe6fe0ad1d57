# message: small log-probabilities were cut off
def reinforce_loss(log_probs, rewards, baseline=0.0):
    adv = rewards.detach() - (baseline.detach() if isinstance(baseline, torch.Tensor) else baseline)
    return -(log_probs.clamp(min=-20) * adv).mean()
