# message: x and w are not independent
def counterexample():
    rng = np.random.default_rng(0)
    x, w = rng.normal(size=(2, 50_000))
    b = np.abs(x) + 0.01
    s = np.sign(w)
    return {"inputs with mean 0": (b, s * b), "independent": (x, x)}
