class PReLU:
    def __init__(self, alpha=0.25):
        self.alpha = alpha

    def forward(self, x):
        self.pos, self.neg = (x + np.abs(x)) / 2, (x - np.abs(x)) / 2
        self.sign = np.sign(x)
        return self.pos + self.alpha * self.neg

    def backward(self, dy):
        slope = (1 + self.alpha) / 2 + self.sign * (1 - self.alpha) / 2
        return slope * dy, np.vdot(dy, self.neg)
