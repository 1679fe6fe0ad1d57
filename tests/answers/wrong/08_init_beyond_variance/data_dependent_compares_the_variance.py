# message: 1e-6 is meant for the deviation, not for the variance
@torch.no_grad()
def data_dependent(model, x):
    for layer in model:
        if hasattr(layer, "weight"):
            z = layer(x).transpose(0, 1).flatten(1)
            variance = z.var(dim=1, correction=0)
            std = torch.where(variance < 1e-6, 1.0, variance.sqrt())
            layer.weight /= std.reshape(-1, *[1] * (layer.weight.ndim - 1))
            layer.bias.copy_((layer.bias - z.mean(dim=1)) / std)
        x = layer(x)
