# message: y >= 0 does not tell that x is positive
class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        self.y = np.maximum(x, 0) + self.alpha * np.minimum(x, 0)
        return self.y

    def backward(self, dy):
        return dy * np.where(self.y >= 0, 1, self.alpha)
