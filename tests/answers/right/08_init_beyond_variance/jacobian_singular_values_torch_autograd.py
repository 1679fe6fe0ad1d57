def jacobian_singular_values(weights, x, nonlinearity):
    functions = {"linear": lambda z: z, "tanh": torch.tanh, "relu": torch.relu}
    if nonlinearity not in functions:
        raise ValueError(nonlinearity)

    def network(a):
        for w in weights:
            a = functions[nonlinearity](torch.as_tensor(w) @ a)
        return a

    return torch.linalg.svdvals(torch.autograd.functional.jacobian(network, torch.as_tensor(x)))
