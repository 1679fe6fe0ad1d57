def constant_init_gradient_rank(x, targets, hidden, value, noise=0.0, seed=0):
    """One hidden unit at a time."""
    generator = torch.Generator().manual_seed(seed)
    rows = [
        value + noise * torch.randn(x.shape[1], generator=generator, dtype=torch.float64)
        for _ in range(hidden)
    ]
    ends = [value + noise * torch.randn((), generator=generator, dtype=torch.float64) for _ in range(hidden)]
    h = [torch.tanh(x @ row) for row in rows]
    missed = sum(e * unit for e, unit in zip(ends, h)) - targets
    gradient = torch.stack([(missed * e * (1 - unit**2)) @ x / len(x) for e, unit in zip(ends, h)])
    values = np.linalg.svd(gradient.numpy())[1]
    return gradient.numpy().tolist(), float(sum(values > 1e-9 * values.max()))
