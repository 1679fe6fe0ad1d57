def reinforce_loss(
    log_probs: torch.Tensor, rewards: torch.Tensor, baseline: float | torch.Tensor = 0.0
) -> torch.Tensor:
    """The ratio of new to old probability is 1 here, and its gradient is that of the logarithm."""
    with torch.no_grad():
        advantage = torch.sub(rewards, baseline)
    ratio = torch.exp(log_probs - log_probs.detach())
    return torch.neg(torch.dot(advantage, ratio)) / log_probs.numel()
