# message: right of zero the slope is 1 alone
class ELU:
    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def forward(self, x):
        self.x = x
        self.e = np.exp(np.minimum(x, 0))
        return np.maximum(0, x) + np.minimum(0, self.alpha * (self.e - 1))

    def backward(self, dy):
        return dy * ((self.x > 0) + self.alpha * self.e)
