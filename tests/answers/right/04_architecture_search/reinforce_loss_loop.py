def reinforce_loss(log_probs, rewards, baseline=0.0):
    b = torch.as_tensor(baseline).detach().expand(len(rewards))
    total = 0
    for n in range(len(rewards)):
        total = total - float(rewards[n] - b[n]) * log_probs[n]
    return total / len(rewards)
