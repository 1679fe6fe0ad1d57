# message: L counts all branches, those of a single layer, too
def fixup(branches, head):
    L = sum(len(b) > 1 for b in branches)
    for branch in branches:
        for layer in branch[:-1]:
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            layer.weight.data *= L ** (-1 / (2 * len(branch) - 2))
        nn.init.zeros_(branch[-1].weight)
    nn.init.zeros_(head.weight)
    for layer in [head, *sum(branches, [])]:
        if layer.bias is not None:
            nn.init.zeros_(layer.bias)
