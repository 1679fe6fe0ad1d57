class Sigmoid:
    """sigmoid(x) = (1 + tanh(x / 2)) / 2, which is safe everywhere; the slope from the input."""

    def forward(self, x):
        self.half = 0.5 * x
        return 0.5 + 0.5 * np.tanh(self.half)

    def backward(self, dy):
        t = np.tanh(self.half)
        return dy * (1 - t) * (1 + t) / 4
