# message: the deviation of its weights
def fixup(branches, head):
    L = len(branches)
    with torch.no_grad():
        for branch in branches:
            m = len(branch)
            for layer in branch[:-1]:
                fan_in = (
                    layer.weight.shape[1] * layer.kernel_size[0] ** 2
                    if isinstance(layer, nn.Conv2d)
                    else layer.in_features
                )
                std = math.sqrt(2 / fan_in) * L ** (-1 / (2 * m - 2))
                layer.weight.normal_(0, std)
            branch[-1].weight.zero_()
            for layer in branch:
                if layer.bias is not None:
                    layer.bias.zero_()
        head.weight.zero_()
        if head.bias is not None:
            head.bias.zero_()
