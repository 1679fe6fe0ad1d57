# message: a mean of x that is too small
def counterexample():
    rng = np.random.default_rng(0)
    x, w = rng.normal(size=(2, 50_000))
    return {"inputs with mean 0": (x + 0.1, w), "independent": (x, x)}
