class LeakyReLU(ReLU):
    """alpha·x + (1 - alpha)·relu(x)."""

    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        return self.alpha * x + (1 - self.alpha) * super().forward(x)

    def backward(self, dy):
        return self.alpha * dy + (1 - self.alpha) * super().backward(dy)
