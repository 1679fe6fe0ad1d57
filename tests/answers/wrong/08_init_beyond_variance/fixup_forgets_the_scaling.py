# message: this is He's deviation without the factor
def fixup(branches, head):
    for branch in branches:
        for layer in branch:
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        nn.init.zeros_(branch[-1].weight)
    nn.init.zeros_(head.weight)
    for layer in [head, *(layer for branch in branches for layer in branch)]:
        if layer.bias is not None:
            nn.init.zeros_(layer.bias)
