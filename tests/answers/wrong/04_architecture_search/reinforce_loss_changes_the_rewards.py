# message: changed its argument rewards
def reinforce_loss(log_probs, rewards, baseline=0.0):
    rewards -= torch.as_tensor(baseline)
    advantage = rewards
    return -(advantage.detach() * log_probs).mean()
