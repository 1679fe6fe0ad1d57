class ReLU:
    """(x + |x|) / 2, and the slope as a Heaviside step."""

    def forward(self, x):
        self.step = np.heaviside(x, 0)
        return (x + abs(x)) / 2

    def backward(self, dy):
        return np.multiply(dy, self.step)
