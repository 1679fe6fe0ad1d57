# message: the two sides are swapped
class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        self.slope = np.where(x > 0, self.alpha, 1)
        return self.slope * x

    def backward(self, dy):
        return dy * self.slope
