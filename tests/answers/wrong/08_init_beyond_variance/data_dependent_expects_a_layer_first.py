# message: linear layers behind nn.Flatten
def data_dependent(model, x):
    with torch.no_grad():
        for place in range(len(model)):
            layer = model[place]
            if place % 2 == 0 and hasattr(layer, "weight") or isinstance(layer, nn.Conv2d):
                z = layer(x).transpose(0, 1).flatten(1)
                mean, std = z.mean(1), z.std(1, correction=0)
                std = torch.where(std < 1e-6, 1.0, std)
                layer.weight /= std.reshape(-1, *[1] * (layer.weight.ndim - 1))
                layer.bias.copy_((layer.bias - mean) / std)
            x = layer(x)
