# message: He's are independent numbers
def fixup(branches, head):
    L = len(branches)
    with torch.no_grad():
        for branch in branches:
            m = len(branch)
            for layer in branch[:-1]:
                fan_in = layer.weight[0].numel()
                std = math.sqrt(2 / fan_in) * L ** (-1 / (2 * m - 2))
                (nn.init.orthogonal_(layer.weight), layer.weight.mul_(std / layer.weight.std()))
            branch[-1].weight.zero_()
            for layer in branch:
                if layer.bias is not None:
                    layer.bias.zero_()
        head.weight.zero_()
        if head.bias is not None:
            head.bias.zero_()
