# message: 0/0 has no value
class ELU:
    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def forward(self, x):
        with np.errstate(invalid="ignore"):
            right = (1 + x / np.abs(x)) / 2
        e = np.exp(np.minimum(x, 0))
        self.slope = right + (1 - right) * self.alpha * e
        return right * x + (1 - right) * self.alpha * (e - 1)

    def backward(self, dy):
        return dy * self.slope
