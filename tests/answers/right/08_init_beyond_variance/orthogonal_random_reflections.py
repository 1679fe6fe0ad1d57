class Reflection:
    """x -> x - 2 v (v·x), for a random v."""

    def __init__(self, v):
        self.v = v / np.linalg.norm(v)

    def __call__(self, matrix):
        return matrix - 2 * np.outer(self.v, self.v @ matrix)


def orthogonal(shape, rng: np.random.Generator, gain: float = 1.0) -> np.ndarray:
    rows, columns = shape[0], math.prod(shape[1:])
    n = max(rows, columns)
    q = np.eye(n) * rng.choice([-1.0, 1.0], n)
    for size in range(2, n + 1):  # Stewart 1980: a reflection of each size
        v = rng.standard_normal(size)
        first = v.copy()
        first[0] += math.copysign(np.linalg.norm(v), v[0])
        part = q[n - size :, n - size :]
        q[n - size :, n - size :] = -math.copysign(1, v[0]) * Reflection(first)(part)
    return gain * q[:rows, :columns].reshape(shape)
