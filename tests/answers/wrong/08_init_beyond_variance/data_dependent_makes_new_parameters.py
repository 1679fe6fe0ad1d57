# message: puts other parameters in the place
def data_dependent(model, x):
    for layer in model:
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            z = layer(x).detach()
            units = z.transpose(0, 1).reshape(z.shape[1], -1)
            mean, std = units.mean(1), units.std(1, unbiased=False)
            std[std < 1e-6] = 1.0
            weight = torch.einsum("o...,o->o...", layer.weight.detach(), 1 / std)
            layer.weight = nn.Parameter(weight)
            layer.bias = nn.Parameter((layer.bias.detach() - mean) / std)
        x = layer(x).detach()
