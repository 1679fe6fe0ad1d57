# message: used an earlier one's input
class Sigmoid:
    def __init__(self):
        self.y = None

    def forward(self, x):
        small = np.exp(-np.abs(x))
        y = np.where(x >= 0, 1, small) / (1 + small)
        if self.y is None:
            self.y = y
        return y

    def backward(self, dy):
        return dy * self.y * (1 - self.y)
