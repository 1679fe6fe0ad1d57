# message: the slope is taken at the output y, but belongs at the input x
class Sigmoid:
    def sigmoid(self, x):
        small = np.exp(-np.abs(x))
        return np.where(x >= 0, 1 / (1 + small), small / (1 + small))

    def forward(self, x):
        self.y = self.sigmoid(x)
        return self.y

    def backward(self, dy):
        s = self.sigmoid(self.y)
        return dy * s * (1 - s)
