# message: eps is compared with the deviation; not with
def normalize_rewards(rewards, eps=1e-8):
    r = np.asarray(rewards, dtype=float)
    c = r - r.mean()
    if np.abs(c).max() < eps:
        return np.zeros(len(r))
    return c / np.sqrt((c**2).mean())
