def jacobian_singular_values(weights, x, nonlinearity):
    f = {"linear": lambda z: z, "tanh": torch.tanh, "relu": torch.relu}
    if nonlinearity not in f:
        raise ValueError(nonlinearity)
    ws = [torch.tensor(w, dtype=torch.float32) for w in weights]

    def net(a):
        for w in ws:
            a = f[nonlinearity](w @ a)
        return a

    j = torch.autograd.functional.jacobian(net, torch.tensor(x, dtype=torch.float32))
    return torch.linalg.svdvals(j)
