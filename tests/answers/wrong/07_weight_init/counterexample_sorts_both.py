# message: x and w are not independent
def counterexample():
    rng = np.random.default_rng(0)
    x, w = rng.normal(size=(2, 50_000))
    return {"inputs with mean 0": (np.sort(x) + 3, np.sort(w)), "independent": (x, x)}
