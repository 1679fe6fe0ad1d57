# message: its bias still makes the mean 0
def data_dependent(model, x):
    with torch.no_grad():
        for layer in model:
            if isinstance(layer, nn.Linear | nn.Conv2d):
                z = layer(x)
                axes = [axis for axis in range(z.ndim) if axis != 1]
                std, mean = torch.std_mean(z, dim=axes, correction=0)
                std = torch.where(std < 1e-6, 1.0, std)
                layer.weight /= std.reshape(-1, *[1] * (layer.weight.ndim - 1))
                layer.bias.copy_(
                    torch.where(
                        z.flatten(2).std(dim=(0, 2), correction=0) < 1e-6
                        if z.ndim == 4
                        else z.std(dim=0, correction=0) < 1e-6,
                        layer.bias,
                        (layer.bias - mean) / std,
                    )
                )
            x = layer(x)
