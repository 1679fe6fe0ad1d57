# message: some parameters no longer ask for gradients
def fixup(branches, head):
    L = len(branches)
    for b in branches:
        for layer in b[:-1]:
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            layer.weight.data *= L ** (-1 / (2 * len(b) - 2))
        nn.init.zeros_(b[-1].weight)
    head.requires_grad_(False)
    head.weight.zero_()
    if head.bias is not None:
        head.bias.zero_()
    for layer in sum(branches, []):
        if layer.bias is not None:
            nn.init.zeros_(layer.bias)
