# message: np.allclose allows for
def normalize_rewards(rewards, eps=1e-8):
    r = np.asarray(rewards, dtype=float)
    if np.allclose(r, r[0]) or r.std() < eps:
        return np.zeros(len(r))
    return (r - r.mean()) / r.std()
