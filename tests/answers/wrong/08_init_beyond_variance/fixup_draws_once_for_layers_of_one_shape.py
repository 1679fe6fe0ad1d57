# message: two layers of one shape in a branch
def fixup(branches, head):
    L = len(branches)
    for b in branches:
        drawn = {}
        for layer in b[:-1]:
            s = tuple(layer.weight.shape)
            if s not in drawn:
                drawn[s] = (
                    torch.randn(s) * math.sqrt(2 / layer.weight[0].numel()) * L ** (-1 / (2 * len(b) - 2))
                )
            layer.weight.data.copy_(drawn[s])
        nn.init.zeros_(b[-1].weight)
    nn.init.zeros_(head.weight)
    for layer in [head, *sum(branches, [])]:
        if layer.bias is not None:
            nn.init.zeros_(layer.bias)
