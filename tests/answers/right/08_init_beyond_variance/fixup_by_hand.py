def fixup(branches, head):
    count = len(branches)
    for branch in branches:
        *inner, last = branch
        for layer in inner:
            fan_in = math.prod(layer.weight.shape[1:])
            std = math.sqrt(2 / fan_in) / count ** (1 / (2 * (len(branch) - 1)))
            layer.weight.data = layer.weight.data.normal_(mean=0.0, std=std)
        last.weight.data.mul_(0)
        for layer in branch:
            if layer.bias is not None:
                layer.bias.data.zero_()
    for parameter in head.parameters():
        parameter.data.zero_()
