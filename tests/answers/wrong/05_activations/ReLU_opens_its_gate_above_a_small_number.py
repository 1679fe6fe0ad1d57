# message: however small x is
class ReLU:
    def forward(self, x):
        self.gate = x > 1e-8
        return np.maximum(x, 0)

    def backward(self, dy):
        return dy * self.gate
