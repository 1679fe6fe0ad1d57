# message: 0/0 has no value
class PReLU:
    def __init__(self, alpha=0.25):
        self.alpha = alpha

    def forward(self, x):
        with np.errstate(all="ignore"):
            self.left = (1 - x / np.abs(x)) / 2
        self.x = x
        return np.where(x > 0, x, self.alpha * x)

    def backward(self, dy):
        dx = np.where(self.x > 0, dy, self.alpha * dy)
        return dx, np.sum(dy * self.x * self.left)
