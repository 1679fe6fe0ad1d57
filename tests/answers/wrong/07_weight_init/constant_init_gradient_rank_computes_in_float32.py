# message: the rank for hidden=5, value=0.3 is not what it should be
def constant_init_gradient_rank(x, targets, hidden, value, noise=0.0, seed=0):
    g = torch.Generator().manual_seed(seed)
    w1 = value + noise * torch.randn(hidden, x.shape[1], dtype=torch.float64, generator=g)
    w2 = value + noise * torch.randn(hidden, dtype=torch.float64, generator=g)
    w1.requires_grad_()
    loss = 0.5 * ((torch.tanh(x.float() @ w1.float().T) @ w2.float() - targets.float()) ** 2).mean()
    (grad,) = torch.autograd.grad(loss, w1)
    s = torch.linalg.svdvals(grad)
    rank = int((s > 1e-9 * s[0]).sum())
    return grad, rank
