# message: not divided by the deviation
def normalize_rewards(rewards, eps=1e-8):
    return rewards - rewards.mean()
