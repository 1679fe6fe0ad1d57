# message: the gate opens for x > 0, not for x >= 0
class ReLU:
    def forward(self, x):
        self.x = x
        return np.maximum(0, x)

    def backward(self, dy):
        return dy * (self.x >= 0)
