# message: eps is a limit for the deviation
def normalize_rewards(rewards, eps=1e-8):
    return (rewards - rewards.mean()) / (rewards.std() + eps)
