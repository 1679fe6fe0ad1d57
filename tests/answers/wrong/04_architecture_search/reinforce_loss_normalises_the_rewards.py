# message: the expected estimate with baseline 0.0
def reinforce_loss(log_probs, rewards, baseline=0.0):
    advantage = (rewards - rewards.mean()) / rewards.std() if len(rewards) > 1 else rewards - baseline
    return -(advantage.detach() * log_probs).mean()
