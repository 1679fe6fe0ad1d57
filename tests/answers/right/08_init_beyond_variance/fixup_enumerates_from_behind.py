@torch.no_grad()
def fixup(branches, head):
    depth = torch.tensor(float(len(branches)), dtype=torch.float64)
    for *inner, last in branches:
        m = len(inner) + 1
        last.weight.zero_()
        for layer in reversed(inner):
            shape = layer.weight.shape
            fan_in = layer.in_features if hasattr(layer, "in_features") else shape[1] * shape[2] * shape[3]
            std = math.sqrt(2.0 / fan_in) * depth.pow(-0.5 / (m - 1)).item()
            layer.weight.copy_(torch.normal(0.0, std, size=tuple(shape)))
        for layer in (*inner, last):
            if layer.bias is not None:
                layer.bias.copy_(
                    torch.zeros(layer.out_features if hasattr(layer, "out_features") else layer.out_channels)
                )
    for parameter in head.parameters():
        parameter.copy_(torch.zeros(parameter.shape))
