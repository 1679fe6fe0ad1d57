# message: only while alpha is at most 1
class ELU:
    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def forward(self, x):
        self.y = np.maximum(x, self.alpha * np.expm1(np.minimum(x, 0)))
        return self.y

    def backward(self, dy):
        return dy * np.where(self.y > 0, 1, self.y + self.alpha)
