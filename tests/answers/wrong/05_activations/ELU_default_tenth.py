# message: the default of alpha is 1, not 0.1
class ELU:
    def __init__(self, alpha=0.1):
        self.alpha = alpha

    def forward(self, x):
        self.x = x
        return np.where(x > 0, x, self.alpha * np.expm1(np.minimum(x, 0)))

    def backward(self, dy):
        return dy * np.where(self.x > 0, 1, self.alpha * np.exp(np.minimum(self.x, 0)))
