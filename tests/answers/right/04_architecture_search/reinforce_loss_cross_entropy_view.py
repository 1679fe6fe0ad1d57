def reinforce_loss(log_probs, rewards, baseline=0.0):
    advantage = torch.sub(rewards, baseline).detach()
    return torch.einsum("n,n->", advantage, log_probs).neg().div(log_probs.shape[0])
