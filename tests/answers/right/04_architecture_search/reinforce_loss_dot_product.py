def reinforce_loss(log_probs, rewards, baseline=0.0):
    with torch.no_grad():
        weights = (torch.as_tensor(baseline) - rewards) / rewards.numel()
    return torch.dot(weights.to(log_probs.dtype), log_probs)
