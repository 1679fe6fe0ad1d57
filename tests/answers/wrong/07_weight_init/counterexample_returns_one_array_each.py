# message: is a single
def counterexample():
    rng = np.random.default_rng(3)
    x, w = rng.standard_normal((2, 10_000))
    return {"inputs with mean 0": (x + 1) * w, "independent": x * x}
