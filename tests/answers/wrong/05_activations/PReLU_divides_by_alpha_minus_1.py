# message: invalid value encountered
class PReLU:
    def __init__(self, alpha=0.25):
        self.alpha = alpha

    def forward(self, x):
        self.x, self.y = x, np.where(x > 0, x, self.alpha * x)
        return self.y

    def backward(self, dy):
        return dy * np.where(self.x > 0, 1, self.alpha), (dy * (self.y - self.x)).sum() / (self.alpha - 1)
