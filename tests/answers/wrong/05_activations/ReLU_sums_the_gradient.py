# message: you added all entries up
class ReLU:
    def forward(self, x):
        self.x = x
        return np.where(x > 0, x, 0)

    def backward(self, dy):
        return np.sum(dy * (self.x > 0))
