# message: the whole layer gets one factor
def data_dependent(model, x):
    with torch.no_grad():
        for layer in model:
            if isinstance(layer, nn.Linear | nn.Conv2d):
                z = layer(x)
                axes = [axis for axis in range(z.ndim) if axis != 1]
                std, mean = torch.std_mean(z, dim=axes, correction=0)
                std = torch.full_like(std, z.std(correction=0).item())
                layer.weight /= std.reshape(-1, *[1] * (layer.weight.ndim - 1))
                layer.bias.copy_((layer.bias - mean) / std)
            x = layer(x)
