# message: only the first digits are right, as in float32
class Sigmoid:
    """Half the memory: computes and returns float32, accurate to seven digits."""

    def forward(self, x):
        x = np.asarray(x, dtype=np.float32)
        e = np.exp(-np.fabs(x))
        self.slope = e / np.square(1 + e)
        return np.where(x < 0, e, np.float32(1)) / (1 + e)

    def backward(self, dy):
        return (dy * self.slope).astype(np.float32)
