# message: two of its units have equal weights
def fixup(branches, head):
    with torch.no_grad():
        for branch in branches:
            for layer in branch:
                one = torch.randn_like(layer.weight[:1]) * (2 / layer.weight[0].numel()) ** 0.5
                one *= (one**2).mean() ** -0.5 * (2 / one.numel()) ** 0.5
                if len(branch) > 1:
                    one *= len(branches) ** (-1 / (2 * len(branch) - 2))
                layer.weight.copy_(one.expand_as(layer.weight))
                if layer.bias is not None:
                    nn.init.zeros_(layer.bias)
            nn.init.zeros_(branch[-1].weight)
        for p in head.parameters():
            nn.init.zeros_(p)
