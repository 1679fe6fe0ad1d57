# message: the 2 inside counts as well
class Tanh:
    def forward(self, x):
        e = np.exp(-2 * np.abs(x))
        self.s = np.where(x >= 0, 1 / (1 + e), e / (1 + e))
        return 2 * self.s - 1

    def backward(self, dy):
        return dy * 2 * self.s * (1 - self.s)
