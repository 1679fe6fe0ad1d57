# message: `alpha or 0.01`
class LeakyReLU:
    def __init__(self, alpha=None):
        self.alpha = alpha or 0.01

    def forward(self, x):
        self.slope = np.where(x > 0, 1.0, self.alpha)
        return self.slope * x

    def backward(self, dy):
        return dy * self.slope
