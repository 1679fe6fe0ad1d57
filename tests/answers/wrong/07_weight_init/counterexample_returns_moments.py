# message: draws; 10,000 to 1,000,000 are wanted
def counterexample():
    rng = np.random.default_rng(0)
    x, w = rng.normal(size=(2, 50_000))
    return {"inputs with mean 0": ([3.0, 1.0], [0.0, 1.0]), "independent": (x, x)}
