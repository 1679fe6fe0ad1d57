def counterexample():
    """What a ReLU returns, and a weight that copies its input."""
    generator = torch.Generator().manual_seed(4)
    x, w = torch.randn(2, 30_000, generator=generator)
    return {"inputs with mean 0": (torch.relu(x), w), "independent": [x, x]}
