def normalize_rewards(rewards, eps=1e-8):
    rewards = rewards.astype(np.float32)
    centred = rewards - rewards.mean()
    spread = np.sqrt(np.mean(centred**2))
    return centred * 0 if spread < max(eps, 1e-8) else centred / spread
