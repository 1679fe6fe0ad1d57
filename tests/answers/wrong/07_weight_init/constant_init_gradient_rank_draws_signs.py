# message: only two sizes
def constant_init_gradient_rank(x, targets, hidden, value, noise=0.0, seed=0):
    generator = torch.Generator().manual_seed(seed)
    w1 = value + noise * (torch.randint(0, 2, (hidden, x.shape[1]), generator=generator) * 2 - 1).double()
    w2 = value + noise * (torch.randint(0, 2, (hidden,), generator=generator) * 2 - 1).double()
    w1.requires_grad_()
    loss = 0.5 * ((torch.tanh(x @ w1.T) @ w2 - targets) ** 2).mean()
    (gradient,) = torch.autograd.grad(loss, w1)
    singular = torch.linalg.svdvals(gradient)
    return gradient, int((singular > 1e-9 * singular[0]).sum())
