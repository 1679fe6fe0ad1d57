class Tanh:
    """The slope as 1 / cosh², of inputs clipped to ±20, beyond which tanh is 1 to 16 digits."""

    def forward(self, x):
        self.x = np.clip(x, -20, 20)
        return np.sinh(self.x) / np.cosh(self.x)

    def backward(self, dy):
        return dy / np.cosh(self.x) ** 2
