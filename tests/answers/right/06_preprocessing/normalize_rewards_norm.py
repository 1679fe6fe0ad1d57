def normalize_rewards(rewards, eps=1e-8):
    centred = np.asarray(rewards, dtype=float) - sum(rewards) / len(rewards)
    length = np.linalg.norm(centred) / np.sqrt(len(centred))
    return centred * (0 if length < eps else 1 / length)
