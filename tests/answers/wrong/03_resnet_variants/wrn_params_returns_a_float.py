# message: wrn_params(10, 1) should be an integer, but is 77850.0
def wrn_params(depth, k, classes=10):
    n, rest = divmod(depth - 4, 6)
    if rest or n < 1 or k < 1 or k != int(k):
        raise ValueError("bad")
    total = 27 * 16
    c = 16
    for w in (16 * k, 32 * k, 64 * k):
        for i in range(n):
            total += 2 * c + 9 * c * w + 2 * w + 9 * w * w
            if c != w:
                total += c * w
            c = w
    total += 2 * c
    return float(total + c * classes + classes)
