# message: is rounded before it is rounded up
def scaled_cost(depth, width, resolution):
    side = math.ceil(resolution / 2)
    channels = round_channels(32, width)
    params = (27 + 2) * channels
    macs = 27 * channels * side**2
    for expansion, base, repeats, stride, size in B0_STAGES:
        out = round_channels(base, width)
        for i in range(math.ceil(depth * repeats - 1e-3)):
            inner, squeezed_to = expansion * channels, channels // 4
            if expansion != 1:
                params += channels * inner + 2 * inner
                macs += channels * inner * side**2
            side = math.ceil(side / stride) if i == 0 else side
            params += size**2 * inner + 2 * inner
            macs += size**2 * inner * side**2
            params += 2 * inner * squeezed_to + inner + squeezed_to
            macs += 2 * inner * squeezed_to
            params += inner * out + 2 * out
            macs += inner * out * side**2
            channels = out
    head = round_channels(1280, width)
    params += channels * head + 2 * head + 1000 * head + 1000
    macs += channels * head * side**2 + 1000 * head
    return params, macs
