# message: Only ever take exp of a negative number
class Sigmoid:
    def forward(self, x):
        self.x = x
        small = np.exp(-np.abs(x))
        return np.where(x >= 0, 1, small) / (1 + small)

    def backward(self, dy):
        return dy * np.exp(-self.x) / (1 + np.exp(-self.x)) ** 2
