@torch.no_grad()
def data_dependent(model, x):
    for number, layer in enumerate(model):
        if not isinstance(layer, (nn.Linear, nn.Conv2d)):
            continue
        below = model[:number](x)
        z = torch.movedim(layer(below), 1, 0).flatten(1)
        factor = z.var(1, correction=0).sqrt()
        factor = factor.where(factor >= 1e-6, torch.ones_like(factor))
        layer.weight.div_(factor.view([-1] + [1] * (layer.weight.dim() - 1)))
        layer.bias.zero_()
        layer.bias.copy_(-torch.movedim(layer(below), 1, 0).flatten(1).mean(1))
