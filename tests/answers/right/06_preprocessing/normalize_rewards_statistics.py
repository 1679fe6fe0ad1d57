import statistics


def normalize_rewards(rewards, eps=1e-8):
    values = [float(r) for r in rewards]
    mean, std = statistics.fmean(values), statistics.pstdev(values)
    return [0.0 if std < eps else (value - mean) / std for value in values]
