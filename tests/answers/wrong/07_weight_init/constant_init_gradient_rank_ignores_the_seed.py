# message: the seed is not used
def constant_init_gradient_rank(x, targets, hidden, value, noise=0.0, seed=0):
    generator = torch.Generator().manual_seed(0)
    w1 = value + noise * torch.randn(hidden, x.shape[1], generator=generator, dtype=torch.float64)
    w2 = value + noise * torch.randn(hidden, generator=generator, dtype=torch.float64)
    w1.requires_grad_()
    loss = 0.5 * ((torch.tanh(x @ w1.T) @ w2 - targets) ** 2).mean()
    (gradient,) = torch.autograd.grad(loss, w1)
    singular = torch.linalg.svdvals(gradient)
    return gradient, int((singular > 1e-9 * singular[0]).sum())
