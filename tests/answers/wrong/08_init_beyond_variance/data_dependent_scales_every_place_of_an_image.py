# message: must match the size
def data_dependent(model, x):
    with torch.no_grad():
        for layer in model:
            if isinstance(layer, nn.Linear | nn.Conv2d):
                z = layer(x)
                std, mean = torch.std_mean(z, dim=0, correction=0)
                std = torch.where(std < 1e-6, 1.0, std)
                layer.weight /= std.reshape(-1, *[1] * (layer.weight.ndim - 1))
                layer.bias.copy_((layer.bias - mean) / std)
            x = layer(x)
