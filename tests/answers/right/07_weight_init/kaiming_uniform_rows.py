from dataclasses import dataclass


@dataclass
class Draw:
    bound: float
    seed: int

    def of(self, shape):
        rng = np.random.default_rng(self.seed)
        return np.stack([rng.uniform(-self.bound, self.bound, shape[1:]) for _ in range(shape[0])])


def kaiming(shape, slope=0.0, mode="fan_in", seed=0):
    """Row by row, uniform, with a helper class; the window by a loop."""
    fan = {"fan_in": shape[1], "fan_out": shape[0]}.get(mode, 0)
    for side in shape[2:]:
        fan *= side
    if not fan:
        raise ValueError(f"fan_in or fan_out, not {mode}")
    return torch.from_numpy(Draw(math.sqrt(6 / (1 + slope**2) / fan), seed).of(shape)).float()
