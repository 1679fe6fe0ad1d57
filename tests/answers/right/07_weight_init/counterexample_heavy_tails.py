def counterexample():
    """Few draws of distributions with heavy tails, in float32 and as tuples."""
    rng = np.random.default_rng(12)
    x, w = rng.lognormal(0, 1, 10_000), rng.laplace(0, 1, 10_000)
    size = torch.randn(10_000, generator=torch.Generator().manual_seed(0))
    return {
        "inputs with mean 0": (tuple(x), w.astype(np.float32)),
        "independent": (size, size[torch.arange(9_999, -1, -1)].sign() * size),
    }
