from dataclasses import dataclass
from typing import Callable


@dataclass(frozen=True)
class Nonlinearity:
    f: Callable
    slope: Callable


KNOWN = {
    "linear": Nonlinearity(lambda z: z, lambda z: np.ones(z.shape)),
    "tanh": Nonlinearity(np.tanh, lambda z: 1.0 - np.tanh(z) ** 2),
    "relu": Nonlinearity(lambda z: np.where(z > 0, z, 0.0), lambda z: (z > 0).astype(float)),
}


def jacobian_singular_values(weights, x, nonlinearity):
    if nonlinearity not in KNOWN:
        raise ValueError(f"unknown nonlinearity {nonlinearity!r}")
    kind = KNOWN[nonlinearity]

    def jacobian(layers, a):
        if not layers:
            return np.identity(a.size)
        z = layers[0] @ a
        return jacobian(layers[1:], kind.f(z)) @ (kind.slope(z)[:, None] * layers[0])

    j = jacobian(list(weights), np.array(x))
    gram = j @ j.T if j.shape[0] <= j.shape[1] else j.T @ j
    return tuple(float(v) ** 0.5 for v in np.clip(np.linalg.eigvalsh(gram), 0, None)[::-1])
