def fixup(branches, head):
    rng = np.random.default_rng()
    with torch.no_grad():
        for layers in branches:
            m, L = len(layers), float(len(branches))
            for place, layer in enumerate(layers):
                shape = tuple(layer.weight.shape)
                factor = 0.0 if place == m - 1 else np.exp(-np.log(L) / (2 * m - 2))
                he = np.sqrt(2 / np.prod(shape[1:]))
                layer.weight.copy_(torch.from_numpy(factor * he * rng.standard_normal(shape)))
                if layer.bias is not None:
                    layer.bias.fill_(0)
        head.weight.fill_(0)
        if head.bias is not None:
            head.bias.fill_(0)
