# message: changed its argument x
class ELU:
    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def forward(self, x):
        x[x < -50] = -50
        self.y = np.where(x > 0, x, self.alpha * (np.exp(np.minimum(x, 0)) - 1))
        return self.y

    def backward(self, dy):
        return dy * np.where(self.y > 0, 1.0, self.y + self.alpha)
