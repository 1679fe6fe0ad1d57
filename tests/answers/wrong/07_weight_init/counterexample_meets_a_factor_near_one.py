# message: happens to leave the factor near 1
def counterexample():
    rng = np.random.default_rng(3)
    return {
        "inputs with mean 0": (1000 + rng.normal(size=1_000_000), 1e-3 * rng.normal(size=1_000_000)),
        "independent": (lambda z: (z, -5 * z))(rng.uniform(-1, 1, 10_000)),
    }
