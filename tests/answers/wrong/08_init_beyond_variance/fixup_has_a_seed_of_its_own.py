# message: two calls draw equal weights
def fixup(branches, head):
    torch.manual_seed(0)
    for branch in branches:
        for layer in branch:
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            if len(branch) > 1:
                with torch.no_grad():
                    layer.weight *= len(branches) ** (-1 / (2 * len(branch) - 2))
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
        nn.init.zeros_(branch[-1].weight)
    for p in head.parameters():
        nn.init.zeros_(p)
