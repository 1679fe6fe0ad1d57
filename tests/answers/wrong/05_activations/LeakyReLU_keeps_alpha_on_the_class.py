# message: share one alpha
class LeakyReLU:
    def __init__(self, alpha=0.01):
        LeakyReLU.alpha = alpha

    def forward(self, x):
        self.slope = np.where(x > 0, 1.0, self.alpha)
        return self.slope * x

    def backward(self, dy):
        return dy * self.slope
