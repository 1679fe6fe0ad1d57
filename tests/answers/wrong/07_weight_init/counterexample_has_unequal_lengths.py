# message: they belong together
def counterexample():
    rng = np.random.default_rng(0)
    x, w = rng.normal(size=(2, 50_000))
    return {"inputs with mean 0": (x + 3, w[:20_000]), "independent": (x, x)}
