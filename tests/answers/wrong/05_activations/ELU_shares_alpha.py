# message: ELU(0.5)
class ELU:
    value = 1.0

    def __init__(self, alpha=1.0):
        self.alpha = alpha
        ELU.value = alpha

    def forward(self, x):
        self.positive = x > 0
        self.e = np.exp(np.minimum(x, 0))
        return np.where(self.positive, x, ELU.value * (self.e - 1))

    def backward(self, dy):
        return dy * np.where(self.positive, 1, ELU.value * self.e)
