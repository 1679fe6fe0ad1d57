# message: do not clip it
class PReLU:
    def __init__(self, alpha=0.25):
        self.alpha = alpha

    def forward(self, x):
        self.x = x
        return np.where(x > 0, x, np.clip(self.alpha, 0, 1) * x)

    def backward(self, dy):
        return dy * np.where(self.x > 0, 1, self.alpha), float(np.sum(dy * np.where(self.x > 0, 0, self.x)))
