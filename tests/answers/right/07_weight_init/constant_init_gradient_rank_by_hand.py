def constant_init_gradient_rank(x, targets, hidden, value, noise=0.0, seed=0):
    """The chain rule in NumPy."""
    rng = np.random.default_rng(seed)
    x, targets = x.numpy(), targets.numpy()
    w1 = value + noise * rng.normal(size=(hidden, x.shape[1]))
    w2 = value + noise * rng.normal(size=hidden)
    h = np.tanh(x @ w1.T)
    missed = (h @ w2 - targets) / len(x)
    gradient = (missed[:, None] * w2 * (1 - h**2)).T @ x
    return gradient, np.linalg.matrix_rank(gradient, tol=1e-9 * np.linalg.norm(gradient, 2))
