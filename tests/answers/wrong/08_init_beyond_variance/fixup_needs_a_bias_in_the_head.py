# message: its layer.bias is None, which cannot be filled
def fixup(branches, head):
    for branch in branches:
        for layer in branch:
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            if len(branch) > 1:
                with torch.no_grad():
                    layer.weight *= len(branches) ** (-1 / (2 * len(branch) - 2))
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
        nn.init.zeros_(branch[-1].weight)
    nn.init.zeros_(head.weight)
    nn.init.zeros_(head.bias)
