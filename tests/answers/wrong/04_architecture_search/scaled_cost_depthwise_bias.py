# message: the k×k convolutions have no bias
def scaled_cost(depth, width, resolution):
    params = macs = 0
    n = -(-resolution // 2)
    C = round_channels(32, width)
    params += 27 * C + 2 * C
    macs += 27 * C * n * n
    for e, channels, repeats, stride, k in B0_STAGES:
        D = round_channels(channels, width)
        for i in range(math.ceil(depth * repeats)):
            s = stride if i == 0 else 1
            E = e * C
            if e != 1:
                params += C * E + 2 * E
                macs += C * E * n * n
            n = -(-n // s)
            params += k * k * E + 3 * E
            macs += k * k * E * n * n
            S = C // 4
            params += 2 * E * S + S + E
            macs += 2 * E * S
            params += E * D + 2 * D
            macs += E * D * n * n
            C = D
    H = round_channels(1280, width)
    params += C * H + 2 * H + H * 1000 + 1000
    macs += C * H * n * n + H * 1000
    return params, macs
