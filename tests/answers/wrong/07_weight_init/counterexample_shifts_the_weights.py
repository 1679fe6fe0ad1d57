# message: w has mean
def counterexample():
    rng = np.random.default_rng(0)
    x, w = rng.normal(size=(2, 50_000))
    return {"inputs with mean 0": (x, w + 3), "independent": (x, x)}
