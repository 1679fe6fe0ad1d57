class LeakyReLU:
    """Positive part plus alpha times negative part."""

    def __init__(self, alpha=0.01):
        self.leak = alpha

    def forward(self, x):
        self.side = np.sign(x)
        return np.clip(x, 0, None) + self.leak * np.clip(x, None, 0)

    def backward(self, dy):
        return np.choose(self.side.astype(int) + 1, [self.leak * dy, self.leak * dy, dy])
