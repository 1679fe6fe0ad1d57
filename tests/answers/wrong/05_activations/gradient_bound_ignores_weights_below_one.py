# message: a small weight shrinks the bound
def gradient_bound(depth, weight=1.0):
    return (max(abs(weight), 1) / 4) ** depth if weight else float(depth == 0)
