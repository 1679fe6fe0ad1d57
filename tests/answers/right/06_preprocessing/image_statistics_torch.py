import torch


def image_statistics(images, mode):
    images = torch.as_tensor(images).double()
    if mode == "pixel":
        mean = images.mean(dim=0)
        return mean, torch.ones_like(mean)
    by_channel = images.transpose(0, 1).flatten(1)
    mean = by_channel.mean(1).view(-1, 1, 1)
    if mode == "channel":
        return mean, torch.ones_like(mean)
    if mode == "channel-std":
        std = by_channel.std(1, correction=0).view(-1, 1, 1)
        return mean, torch.where(std < 1e-8, torch.ones_like(std), std)
    raise ValueError(f"unknown mode {mode}")
