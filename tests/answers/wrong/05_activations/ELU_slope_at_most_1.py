# message: the smaller of the two is not the slope
class ELU:
    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def forward(self, x):
        self.y = np.where(x > 0, x, self.alpha * np.expm1(np.minimum(x, 0)))
        return self.y

    def backward(self, dy):
        return dy * np.minimum(1, self.y + self.alpha)
