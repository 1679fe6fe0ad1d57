# message: the baselines were averaged
def reinforce_loss(log_probs, rewards, baseline=0.0):
    b = torch.as_tensor(baseline).detach().mean()
    return -(log_probs * (rewards.detach() - b)).mean()
