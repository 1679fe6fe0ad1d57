# message: changed its argument x
class ELU:
    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def forward(self, x):
        y = x
        self.negative = x <= 0
        y[self.negative] = self.alpha * np.expm1(x[self.negative])
        self.y = y
        return y

    def backward(self, dy):
        return dy * np.where(self.negative, self.y + self.alpha, 1)
