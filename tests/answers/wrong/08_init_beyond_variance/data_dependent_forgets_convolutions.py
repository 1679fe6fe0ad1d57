# message: this layer was left as it was
def data_dependent(model, x):
    with torch.no_grad():
        for layer in model:
            if isinstance(layer, nn.Linear):
                z = layer(x)
                axes = [axis for axis in range(z.ndim) if axis != 1]
                std, mean = torch.std_mean(z, dim=axes, correction=0)
                std = torch.where(std < 1e-6, 1.0, std)
                layer.weight /= std.reshape(-1, *[1] * (layer.weight.ndim - 1))
                layer.bias.copy_((layer.bias - mean) / std)
            x = layer(x)
