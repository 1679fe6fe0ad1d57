def zigzag_path(x, targets, start, rate, steps):
    a, b = (float(v) for v in start)
    path = [(a, b)]
    for k in range(steps):
        (p, q), t = x[k % len(x)], targets[k % len(x)]
        r = rate * (a * p + b * q - t)
        a, b = a - r * p, b - r * q
        path.append((a, b))
    return path
