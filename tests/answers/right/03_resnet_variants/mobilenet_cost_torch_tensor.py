def mobilenet_cost(width=1.0, resolution=224, separable=True):
    c = int(width * 32)
    side = -(-resolution // 2)
    params = 27 * c + 2 * c
    macs = 27 * c * side * side
    for out, stride in MOBILENET:
        n = int(width * out)
        side = -(-side // stride)
        if separable:
            params += 9 * c + 2 * c + c * n + 2 * n
            macs += (9 * c + c * n) * side * side
        else:
            params += 9 * c * n + 2 * n
            macs += 9 * c * n * side * side
        c = n
    params += c * 1000 + 1000
    macs += c * 1000
    return torch.tensor([params, macs])
