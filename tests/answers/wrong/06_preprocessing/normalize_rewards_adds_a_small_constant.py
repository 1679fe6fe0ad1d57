# message: 1e-08, is added to the deviation
def normalize_rewards(rewards, eps=1e-8):
    centred, std = rewards - np.mean(rewards), np.std(rewards)
    return np.zeros(len(rewards)) if std < eps else centred / (std + 1e-8)
