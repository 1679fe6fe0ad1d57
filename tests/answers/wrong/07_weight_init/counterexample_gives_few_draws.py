# message: draws; 10,000 to 1,000,000 are wanted
def counterexample():
    rng = np.random.default_rng(0)
    x, w = rng.normal(size=(2, 50_000))
    return {"inputs with mean 0": (x[:500] + 3, w[:500]), "independent": (x, x)}
