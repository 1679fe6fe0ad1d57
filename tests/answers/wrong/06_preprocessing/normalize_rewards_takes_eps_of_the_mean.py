# message: not with its share of the mean
def normalize_rewards(rewards, eps=1e-8):
    r = np.asarray(rewards, float)
    s = r.std()
    return np.zeros_like(r) if s < eps * max(1, abs(r.mean())) else (r - r.mean()) / s
