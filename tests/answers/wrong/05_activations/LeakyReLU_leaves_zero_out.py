# message: x = 0 was left out
class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        self.slope = (x > 0) + self.alpha * (x < 0)
        return self.slope * x

    def backward(self, dy):
        return dy * self.slope
