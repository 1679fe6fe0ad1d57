# message: the mean of squares minus mean² leaves
def normalize_rewards(rewards, eps=1e-8):
    r = np.asarray(rewards, dtype=float)
    mean = r.mean()
    std = max((r**2).mean() - mean**2, 0) ** 0.5
    if std < eps:
        return np.zeros(len(r))
    return (r - mean) / std
