def bottleneck_saving(channels: int, reduction: int = 4) -> list:
    narrow, left = divmod(channels, reduction)
    if left:
        raise ValueError(f"{channels} channels leave {left} when divided by {reduction}")
    blocks = {
        "plain": 2 * [(channels, channels, 3)],
        "bottleneck": [(channels, narrow, 1), (narrow, narrow, 3), (narrow, channels, 1)],
    }
    plain, bottleneck = (sum(a * b * k * k for a, b, k in block) for block in blocks.values())
    return [plain, bottleneck, plain / bottleneck]
