# message: is not normal
def constant_init_gradient_rank(x, targets, hidden, value, noise=0.0, seed=0):
    generator = torch.Generator().manual_seed(seed)
    w1 = (
        value
        + noise * (2 * torch.rand(hidden, x.shape[1], generator=generator, dtype=torch.float64) - 1) * 3**0.5
    )
    w2 = value + noise * (2 * torch.rand(hidden, generator=generator, dtype=torch.float64) - 1) * 3**0.5
    w1.requires_grad_()
    loss = 0.5 * ((torch.tanh(x @ w1.T) @ w2 - targets) ** 2).mean()
    (gradient,) = torch.autograd.grad(loss, w1)
    singular = torch.linalg.svdvals(gradient)
    return gradient, int((singular > 1e-9 * singular[0]).sum())
