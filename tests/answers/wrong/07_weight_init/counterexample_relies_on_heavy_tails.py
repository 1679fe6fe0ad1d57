# message: look like independent draws
def counterexample():
    rng = np.random.default_rng(3)
    x, w = rng.standard_cauchy((2, 50_000))
    x, w = np.concatenate([x, -x]), np.concatenate([w, -w[::-1]])
    normal = rng.standard_normal(100_000)
    return {
        "inputs with mean 0": (normal + 1, rng.permutation(normal)),
        "independent": (x, rng.permutation(w)),
    }
