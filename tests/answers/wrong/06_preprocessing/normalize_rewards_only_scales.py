# message: this is scaled, but not centred
def normalize_rewards(rewards, eps=1e-8):
    std = np.std(rewards)
    if std < eps:
        return np.zeros(len(rewards))
    return rewards / std
