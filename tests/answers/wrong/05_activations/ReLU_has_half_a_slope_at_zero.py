# message: not ½
class ReLU:
    def forward(self, x):
        self.slope = (1 + np.sign(x)) / 2
        return x * self.slope

    def backward(self, dy):
        return dy * self.slope
