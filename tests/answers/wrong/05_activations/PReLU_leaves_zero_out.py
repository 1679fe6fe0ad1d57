# message: x = 0 was left out
class PReLU:
    def __init__(self, alpha=0.25):
        self.alpha = alpha

    def forward(self, x):
        self.x = x
        return x * (x > 0) + self.alpha * x * (x < 0)

    def backward(self, dy):
        dx = dy * (self.x > 0) + self.alpha * dy * (self.x < 0)
        return dx, np.sum(dy * self.x * (self.x < 0))
