class Tanh:
    """Computes in float32, but hands float64 back, as the caller gave it."""

    def forward(self, x):
        self.y = np.tanh(x.astype(np.float32))
        return self.y.astype(np.float64)

    def backward(self, dy):
        slope = 1 - self.y**2
        return dy * slope.astype(np.float64)
