# message: dalpha was rounded
class PReLU:
    def __init__(self, alpha=0.25):
        self.alpha = alpha

    def forward(self, x):
        self.neg = x[x < 0].copy()
        self.mask = x < 0
        return np.where(x > 0, x, self.alpha * x)

    def backward(self, dy):
        dx = dy.copy()
        dx[self.mask] = self.alpha * dx[self.mask]
        return dx, round(float((dy[self.mask] * self.neg).sum()), 3)
