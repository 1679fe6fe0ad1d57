class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def _scaled(self, values):
        out = np.array(values)
        out[self.left] *= self.alpha
        return out

    def forward(self, x):
        self.left = x < 0
        return self._scaled(x)

    def backward(self, dy):
        return self._scaled(dy)
