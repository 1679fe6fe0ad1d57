# message: alpha does not appear in its own gradient
class PReLU:
    def __init__(self, alpha=0.25):
        self.alpha = alpha

    def forward(self, x):
        self.x = x
        return np.where(x > 0, x, self.alpha * x)

    def backward(self, dy):
        dx = np.where(self.x > 0, dy, self.alpha * dy)
        return dx, np.sum(dx[self.x < 0] * self.x[self.x < 0])
