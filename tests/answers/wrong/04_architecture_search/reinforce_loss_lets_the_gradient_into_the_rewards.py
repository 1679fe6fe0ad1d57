# message: the rewards are constants here
def reinforce_loss(log_probs, rewards, baseline=0.0):
    advantage = rewards - (baseline.detach() if isinstance(baseline, torch.Tensor) else baseline)
    return -(advantage * log_probs).mean()
