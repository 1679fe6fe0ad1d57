# message: only w2 gets noise
def constant_init_gradient_rank(x, targets, hidden, value, noise=0.0, seed=0):
    generator = torch.Generator().manual_seed(seed)
    w1 = torch.full((hidden, x.shape[1]), value, dtype=torch.float64)
    w2 = value + noise * torch.randn(hidden, generator=generator, dtype=torch.float64)
    w1.requires_grad_()
    loss = 0.5 * ((torch.tanh(x @ w1.T) @ w2 - targets) ** 2).mean()
    (gradient,) = torch.autograd.grad(loss, w1)
    singular = torch.linalg.svdvals(gradient)
    return gradient, min(hidden, x.shape[1]) if noise and value else int(
        (singular > 1e-9 * singular[0]).sum()
    )
