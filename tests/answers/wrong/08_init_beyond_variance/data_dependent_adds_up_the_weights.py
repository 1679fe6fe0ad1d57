# message: the sum of its weights says nothing
def data_dependent(model, x):
    with torch.no_grad():
        for layer in model:
            if isinstance(layer, (nn.Linear, nn.Conv2d)):
                z = layer(x)
                d = [i for i in range(z.dim()) if i != 1]
                std, mean = torch.std_mean(z, d, correction=0)
                dead = (std < 1e-6) | (layer.weight.flatten(1).sum(1) == 0)
                std = torch.where(dead, 1.0, std)
                layer.weight /= std.view(-1, *[1] * (layer.weight.dim() - 1))
                layer.bias.copy_((layer.bias - mean) / std)
            x = layer(x)
