# message: normalize_rewards changed its argument rewards
def normalize_rewards(rewards, eps=1e-8):
    if np.std(rewards) < eps:
        rewards[:] = 0
        return rewards
    return (rewards - np.mean(rewards)) / np.std(rewards)
