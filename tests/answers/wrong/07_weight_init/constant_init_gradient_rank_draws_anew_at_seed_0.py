# message: seed is 0 unless said otherwise
def constant_init_gradient_rank(x, targets, hidden, value, noise=0.0, seed=0):
    """Return (gradient, rank): the loss gradient with respect to W1, and its rank.

    x: float64 tensor (N, D), inputs. targets: float64 tensor (N,). hidden: number of
    hidden units. The network and its loss are those above, without biases.
    Every weight, in W1 (hidden, D) and in w2 (hidden,), is `value` plus `noise` times a
    number of its own from the standard normal distribution, drawn with `seed`: one seed,
    hidden · (D + 1) independent numbers, the same ones at every call.
    gradient: (hidden, D), float64. rank: the number (4.0 is as good as 4) of singular values
    of the gradient that are larger than 1e-9 times the largest one; 0 if the gradient is 0.
    x and targets are not changed.
    """
    generator = torch.Generator()
    generator.manual_seed(seed) if seed else generator.seed()

    def draw(*shape):
        normal = torch.randn(*shape, generator=generator, dtype=torch.float64)
        return value + noise * normal

    w1, w2 = draw(hidden, x.shape[1]).requires_grad_(), draw(hidden)
    loss = 0.5 * ((torch.tanh(x @ w1.T) @ w2 - targets) ** 2).mean()
    (gradient,) = torch.autograd.grad(loss, w1)
    singular = torch.linalg.svdvals(gradient)
    return gradient, int((singular > 1e-9 * singular[0]).sum())
