# message: what is larger than 3 was cut off
def normalize_rewards(rewards, eps=1e-8):
    r = np.asarray(rewards, float)
    s = r.std()
    return np.zeros_like(r) if s < eps else np.clip((r - r.mean()) / s, -3, 3)
