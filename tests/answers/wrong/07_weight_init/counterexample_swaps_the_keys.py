# message: x and w are not independent
def counterexample():
    rng = np.random.default_rng(0)
    x, w = rng.normal(size=(2, 50_000))
    return {"independent": (x + 3, w), "inputs with mean 0": (x, x)}
