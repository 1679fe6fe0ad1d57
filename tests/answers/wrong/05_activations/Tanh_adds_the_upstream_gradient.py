# message: the chain rule multiplies them
class Tanh:
    def forward(self, x):
        self.y = np.tanh(x)
        return self.y

    def backward(self, dy):
        return dy + (1 - self.y**2)
