# message: negative entries of dy were cut off
class ReLU:
    def forward(self, x):
        self.x = x
        return np.maximum(0, x)

    def backward(self, dy):
        return np.maximum(0, dy) * (self.x > 0)
