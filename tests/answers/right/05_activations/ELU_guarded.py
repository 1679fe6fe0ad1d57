class ELU:
    """Both branches everywhere; the overflow is in the branch that np.where throws away."""

    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def forward(self, x):
        with np.errstate(over="ignore"):
            self.exponential = np.exp(x)
        self.x = x
        return np.where(x > 0, x, self.alpha * self.exponential - self.alpha)

    def backward(self, dy):
        return np.where(self.x > 0, dy, np.minimum(self.exponential, 1) * self.alpha * dy)
