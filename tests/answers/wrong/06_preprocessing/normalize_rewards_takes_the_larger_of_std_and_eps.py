# message: the larger of deviation and eps
def normalize_rewards(rewards, eps=1e-8):
    return (rewards - np.mean(rewards)) / max(np.std(rewards), eps)
