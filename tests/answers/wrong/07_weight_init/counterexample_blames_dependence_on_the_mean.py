# message: the mean of x alone makes Var(xw)
def counterexample():
    rng = np.random.default_rng(3)
    x, w = rng.standard_t(2.01, (2, 10_000))
    x = x - x.mean() + 0.06 * x.std()
    normal = rng.standard_normal(10_000)
    return {
        "inputs with mean 0": (x, w - w.mean()),
        "independent": (normal, normal * rng.choice([-1, 1], 10_000)),
    }
