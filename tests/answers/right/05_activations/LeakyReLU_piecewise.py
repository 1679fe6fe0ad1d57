class LeakyReLU:
    def __init__(self, alpha: float = 0.01) -> None:
        self.a = float(alpha)

    def forward(self, x):
        self.right = x >= 0
        return np.piecewise(x, [self.right], [lambda v: v, lambda v: self.a * v])

    def backward(self, dy):
        return np.select([self.right], [dy], default=self.a * dy)
