import torch


def normalize_rewards(rewards, eps=1e-8):
    r = torch.tensor(rewards, dtype=torch.float64)
    std, mean = torch.std_mean(r, correction=0)
    return (r - mean) / std if std >= eps else torch.zeros_like(r)
