def scaled_cost(depth, width, resolution):
    total = {"params": 0, "macs": 0}

    def convolution(entering, leaving, size, pixels, groups=1, extra=0):
        weights = size * size * entering // groups * leaving
        total["params"] += weights + extra
        total["macs"] += weights * pixels * pixels
        return leaving

    n = -(-resolution // 2)
    c = convolution(3, (d := round_channels(32, width)), 3, n, extra=2 * d)
    for e, base, repeats, stride, k in B0_STAGES:
        leaving = round_channels(base, width)
        for s in [stride] + [1] * (math.ceil(depth * repeats) - 1):
            arriving, middle = c, e * c
            if e > 1:
                convolution(arriving, middle, 1, n, extra=2 * middle)
            n = -(-n // s)
            convolution(middle, middle, k, n, groups=middle, extra=2 * middle)
            convolution(middle, arriving // 4, 1, 1, extra=arriving // 4)
            convolution(arriving // 4, middle, 1, 1, extra=middle)
            c = convolution(middle, leaving, 1, n, extra=2 * leaving)
    head = round_channels(1280, width)
    convolution(c, head, 1, n, extra=2 * head)
    convolution(head, 1000, 1, 1, extra=1000)
    return total["params"], total["macs"]
