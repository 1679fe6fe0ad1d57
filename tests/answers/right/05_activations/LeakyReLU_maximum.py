class LeakyReLU:
    """alpha is at most 1, so the larger of x and alpha·x is the right one."""

    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        self.x = x
        return np.maximum(x, self.alpha * x)

    def backward(self, dy):
        return (self.x > 0) * dy + (self.x <= 0) * self.alpha * dy
