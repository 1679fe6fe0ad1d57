def counterexample():
    """Real pixels, which are never negative, with random weights; lists of numbers."""
    rng = np.random.default_rng(1)
    pixels = data.load_digits().x_train.ravel()[:40_000] + 2.0
    size = rng.standard_normal(12_000)
    return {
        "inputs with mean 0": (pixels.tolist(), rng.standard_normal(len(pixels)).tolist()),
        "independent": (size.tolist(), (rng.choice([-2, 2], 12_000) * size).tolist()),
    }
