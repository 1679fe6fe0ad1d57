# message: sets x or targets to require a gradient
def constant_init_gradient_rank(x, targets, hidden, value, noise=0.0, seed=0):
    g = torch.Generator().manual_seed(seed)
    x.requires_grad_()
    w1 = (value + noise * torch.randn(hidden, x.shape[1], generator=g, dtype=torch.float64)).requires_grad_()
    w2 = value + noise * torch.randn(hidden, generator=g, dtype=torch.float64)
    loss = 0.5 * ((torch.tanh(x @ w1.T) @ w2 - targets) ** 2).mean()
    loss.backward()
    s = torch.linalg.svdvals(w1.grad)
    return w1.grad, int((s > 1e-9 * s[0]).sum())
