# message: at -9 the exponential is small, but not 0
class ELU:
    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def forward(self, x):
        e = np.where(x < -8, 0, np.exp(np.clip(x, -8, 0)))
        self.s = np.where(x > 0, 1, self.alpha * e)
        return np.where(x > 0, x, self.alpha * (e - 1))

    def backward(self, dy):
        return dy * self.s
