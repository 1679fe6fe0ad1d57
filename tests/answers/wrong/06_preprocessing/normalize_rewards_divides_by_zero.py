# message: their deviation is 0
def normalize_rewards(rewards, eps=1e-8):
    return (rewards - rewards.mean()) / rewards.std()
