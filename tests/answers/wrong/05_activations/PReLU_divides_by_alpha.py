# message: alpha = 0
class PReLU:
    def __init__(self, alpha=0.25):
        self.alpha = alpha

    def forward(self, x):
        self.positive = x > 0
        self.y = np.where(self.positive, x, self.alpha * x)
        return self.y

    def backward(self, dy):
        dx = np.where(self.positive, dy, self.alpha * dy)
        x = np.where(self.positive, 0, self.y / (self.alpha or 1.0))
        return dx, (dy * x).sum()
