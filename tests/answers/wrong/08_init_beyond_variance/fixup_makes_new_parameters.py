# message: puts other parameters in the place
def fixup(branches, head):
    L = len(branches)
    for branch in branches:
        m = len(branch)
        for i, layer in enumerate(branch):
            if i == m - 1:
                layer.weight = nn.Parameter(torch.zeros_like(layer.weight))
            else:
                std = (2 / layer.weight[0].numel()) ** 0.5 * L ** (-1 / (2 * m - 2))
                layer.weight = nn.Parameter(std * torch.randn(layer.weight.shape))
            if layer.bias is not None:
                layer.bias = nn.Parameter(torch.zeros_like(layer.bias))
    head.weight = nn.Parameter(torch.zeros_like(head.weight))
    if head.bias is None:
        return
    head.bias = nn.Parameter(torch.zeros_like(head.bias))
