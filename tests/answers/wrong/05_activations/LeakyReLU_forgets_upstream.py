# message: multiplies it by the upstream gradient dy
class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        self.x = x
        return np.maximum(x, 0) + self.alpha * np.minimum(x, 0)

    def backward(self, dy):
        return np.where(self.x > 0, 1, self.alpha)
