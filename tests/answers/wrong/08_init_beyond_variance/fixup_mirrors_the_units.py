# message: equal or opposite weights
def fixup(branches, head):
    L = len(branches)
    with torch.no_grad():
        for branch in branches:
            m = len(branch)
            for layer in branch[:-1]:
                fan_in = layer.weight[0].numel()
                std = math.sqrt(2 / fan_in) * L ** (-1 / (2 * m - 2))
                (
                    layer.weight.normal_(0, std),
                    layer.weight[: len(layer.weight) // 2].neg_(),
                    layer.weight[len(layer.weight) // 2 : 2 * (len(layer.weight) // 2)].copy_(
                        -layer.weight[: len(layer.weight) // 2]
                    ),
                )
            branch[-1].weight.zero_()
            for layer in branch:
                if layer.bias is not None:
                    layer.bias.zero_()
        head.weight.zero_()
        if head.bias is not None:
            head.bias.zero_()
