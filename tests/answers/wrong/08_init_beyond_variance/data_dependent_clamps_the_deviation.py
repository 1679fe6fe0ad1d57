# message: dividing by 1e-6 instead blows them up
def data_dependent(model, x):
    with torch.no_grad():
        for layer in model:
            if isinstance(layer, (nn.Linear, nn.Conv2d)):
                z = layer(x).transpose(0, 1).flatten(1)
                mean, std = z.mean(1), z.std(1, correction=0).clamp(min=1e-6)
                layer.weight /= std.reshape(-1, *[1] * (layer.weight.ndim - 1))
                layer.bias.copy_((layer.bias - mean) / std)
            x = layer(x)
