def normalize_rewards(rewards, eps=1e-8):
    values = np.asarray(rewards).tolist()
    mean = sum(values) / len(values)
    std = (sum((value - mean) ** 2 for value in values) / len(values)) ** 0.5
    return tuple(0.0 for _ in values) if std < eps else tuple((value - mean) / std for value in values)
