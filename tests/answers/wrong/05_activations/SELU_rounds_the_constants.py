# message: the constants are rounded
class SELU:
    def forward(self, x):
        self.x = x
        return 1.05 * np.where(x > 0, x, 1.67 * np.expm1(np.minimum(x, 0)))

    def backward(self, dy):
        return dy * 1.05 * np.where(self.x > 0, 1, 1.67 * np.exp(np.minimum(self.x, 0)))
