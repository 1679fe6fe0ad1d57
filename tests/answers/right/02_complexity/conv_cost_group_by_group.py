def conv_cost(in_channels, out_channels, kernel, size, stride=1, padding=0, groups=1, bias=True):
    """Count group by group and place by place, and return a list."""
    inputs, left = divmod(in_channels, groups)
    outputs, also_left = divmod(out_channels, groups)
    if left or also_left:
        raise ValueError("the channels cannot be dealt into so many equal groups")
    places = 1
    for side in size:
        padded = side + padding + padding
        starts = range(0, padded - kernel + 1, stride)
        if len(starts) == 0:
            raise ValueError("window larger than the input")
        places *= len(starts)
    params = macs = activations = 0
    for _ in range(groups):
        params += outputs * inputs * kernel * kernel
        macs += outputs * inputs * kernel * kernel * places
        activations += outputs * places
    if bias:
        params += out_channels
    return [params, macs, activations]
