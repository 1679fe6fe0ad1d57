# message: below eps, which is 1e-8 by default
def normalize_rewards(rewards, eps=1e-12):
    centred, std = rewards - np.mean(rewards), np.std(rewards)
    return np.zeros(len(rewards)) if std < eps else centred / (std)
