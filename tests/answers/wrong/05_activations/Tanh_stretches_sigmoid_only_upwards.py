# message: the 2 belongs inside as well
class Tanh:
    def forward(self, x):
        small = np.exp(-np.abs(x))
        self.y = 2 * np.where(x >= 0, 1, small) / (1 + small) - 1
        return self.y

    def backward(self, dy):
        return dy * (1 - self.y**2)
