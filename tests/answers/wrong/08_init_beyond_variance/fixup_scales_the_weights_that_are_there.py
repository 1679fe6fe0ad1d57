# message: the deviation of its weights
def fixup(branches, head):
    for branch in branches:
        for layer in branch:
            if len(branch) > 1:
                with torch.no_grad():
                    layer.weight *= len(branches) ** (-1 / (2 * len(branch) - 2))
        nn.init.zeros_(branch[-1].weight)
    nn.init.zeros_(head.weight)
    for layer in [head, *(layer for branch in branches for layer in branch)]:
        if layer.bias is not None:
            nn.init.zeros_(layer.bias)
