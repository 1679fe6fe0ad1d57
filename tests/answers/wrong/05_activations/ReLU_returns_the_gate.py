# message: this is the gate
class ReLU:
    def forward(self, x):
        self.gate = (x > 0).astype(float)
        return self.gate

    def backward(self, dy):
        return dy * self.gate
