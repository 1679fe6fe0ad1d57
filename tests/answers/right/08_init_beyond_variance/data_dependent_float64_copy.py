def data_dependent(model, x):
    """Work everything out on a copy in double precision, then copy the result back."""
    double, a = copy.deepcopy(model).double(), x.double()
    for original, layer in zip(model, double):
        if list(layer.parameters()):
            z = layer(a).detach()
            units = z.movedim(1, -1).reshape(-1, z.shape[1])
            mean = units.mean(0)
            std = ((units - mean) ** 2).mean(0).sqrt()
            std = torch.tensor([s if s >= 1e-6 else 1.0 for s in std.tolist()], dtype=torch.float64)
            layer.weight.data = (layer.weight.data.movedim(0, -1) / std).movedim(-1, 0)
            layer.bias.data = (layer.bias.data - mean) / std
            original.load_state_dict({k: v.float() for k, v in layer.state_dict().items()})
        a = layer(a).detach()
