# message: backward must use what the last forward of this very layer kept
class PReLU:
    def __init__(self, alpha=0.25):
        self.alpha = alpha
        self.x = None

    def forward(self, x):
        if self.x is None:
            self.x = x
        return np.where(x > 0, x, self.alpha * x)

    def backward(self, dy):
        dx = np.where(self.x > 0, dy, self.alpha * dy)
        return dx, np.sum(dy * np.minimum(self.x, 0))
