# message: 1e-9 is relative
def constant_init_gradient_rank(x, targets, hidden, value, noise=0.0, seed=0):
    generator = torch.Generator().manual_seed(seed)
    draw = lambda *shape: value + noise * torch.randn(*shape, generator=generator, dtype=torch.float64)
    w1, w2 = draw(hidden, x.shape[1]).requires_grad_(), draw(hidden)
    loss = 0.5 * ((torch.tanh(x @ w1.T) @ w2 - targets) ** 2).mean()
    loss.backward()
    return w1.grad, int((torch.linalg.svdvals(w1.grad) > 1e-9).sum())
