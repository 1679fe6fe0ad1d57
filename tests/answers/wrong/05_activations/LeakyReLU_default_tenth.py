# message: the default of alpha is 0.01, not 0.1
class LeakyReLU:
    def __init__(self, alpha=0.1):
        self.alpha = alpha

    def forward(self, x):
        self.x = x
        return np.maximum(x, self.alpha * x)

    def backward(self, dy):
        return np.where(self.x > 0, 1, self.alpha) * dy
