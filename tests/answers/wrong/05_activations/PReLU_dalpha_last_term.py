# message: the last entry's term alone
class PReLU:
    def __init__(self, alpha=0.25):
        self.alpha = alpha

    def forward(self, x):
        self.x = x
        return np.maximum(x, 0) + self.alpha * np.minimum(x, 0)

    def backward(self, dy):
        dalpha = 0.0
        for d, v in zip(dy.ravel(), self.x.ravel()):
            if v < 0:
                dalpha = d * v
        return np.where(self.x > 0, dy, self.alpha * dy), dalpha
