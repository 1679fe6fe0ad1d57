# message: np.where does not help by itself
class Sigmoid:
    def forward(self, x):
        self.y = np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))
        return self.y

    def backward(self, dy):
        return dy * self.y * (1 - self.y)
