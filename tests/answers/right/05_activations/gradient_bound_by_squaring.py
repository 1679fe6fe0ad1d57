def gradient_bound(depth, weight=1.0):
    if depth == 0:
        return 1.0
    half = gradient_bound(depth // 2, weight)
    return half * half * (abs(weight * 0.25) if depth % 2 else 1)
