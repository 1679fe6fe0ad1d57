# message: the weights of a unit that hears nearly nothing but a constant input
def data_dependent(model, x):
    with torch.no_grad():
        for layer in model:
            if isinstance(layer, (nn.Linear, nn.Conv2d)):
                z = layer(x).transpose(0, 1).flatten(1)
                mean, std = z.mean(1), z.std(1, correction=0)
                factor = torch.where(std < 1e-6, 0.0, 1 / std)
                layer.weight *= factor.reshape(-1, *[1] * (layer.weight.ndim - 1))
                layer.bias.copy_((layer.bias - mean) * factor)
            x = layer(x)
