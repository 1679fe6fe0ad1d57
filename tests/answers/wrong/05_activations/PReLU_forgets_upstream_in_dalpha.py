# message: the upstream gradient dy is missing from dalpha
class PReLU:
    def __init__(self, alpha=0.25):
        self.alpha = alpha

    def forward(self, x):
        self.x = x
        return np.where(x > 0, x, self.alpha * x)

    def backward(self, dy):
        dx = np.where(self.x > 0, dy, self.alpha * dy)
        dalpha = np.where(self.x > 0, 0, self.x).sum()
        return dx, dalpha
