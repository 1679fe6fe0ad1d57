def counterexample():
    """Never both different from 0, so their product is 0."""
    rng = np.random.default_rng(9)
    x, w = rng.uniform(-1, 1, (2, 20_000))
    gate = rng.integers(0, 2, 20_000)
    return {
        "independent": (x * gate, w * (1 - gate)),
        "inputs with mean 0": (rng.exponential(1.0, 20_000), rng.choice([-1.0, 1.0], 20_000)),
    }
