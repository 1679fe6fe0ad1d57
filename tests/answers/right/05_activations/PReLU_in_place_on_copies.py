class PReLU:
    def __init__(self, alpha=0.25):
        self.alpha = alpha

    def forward(self, x):
        self.negative = x < 0
        self.left = x[self.negative]
        y = np.array(x)
        y[self.negative] *= self.alpha
        return y

    def backward(self, dy):
        dx = np.array(dy)
        dx[self.negative] *= self.alpha
        return [dx, (dy[self.negative] * self.left).sum()]
