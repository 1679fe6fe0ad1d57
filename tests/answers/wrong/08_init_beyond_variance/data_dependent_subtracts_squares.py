# message: one of which had a mean of 10,000
def data_dependent(model, x):
    with torch.no_grad():
        for layer in model:
            if isinstance(layer, (nn.Linear, nn.Conv2d)):
                z = layer(x)
                axes = (0, 2, 3) if z.ndim == 4 else (0,)
                mean, std = z.mean(axes), (z.square().mean(axes) - z.mean(axes).square()).clamp(min=0).sqrt()
                scale = torch.where(std < 1e-6, torch.ones_like(std), std)
                layer.weight.div_(scale.reshape(-1, *[1] * (layer.weight.ndim - 1)))
                layer.bias.copy_((layer.bias - mean) / scale)
            x = layer(x)
