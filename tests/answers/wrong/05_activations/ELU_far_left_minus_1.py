# message: very negative inputs give -alpha, not -1
class ELU:
    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def forward(self, x):
        y = np.array(x)
        small = (x <= 0) & (x > -20)
        y[small] = self.alpha * np.expm1(x[small])
        y[x <= -20] = -1.0
        self.s = np.where(x > 0, 1.0, y + self.alpha)
        return y

    def backward(self, dy):
        return dy * self.s
