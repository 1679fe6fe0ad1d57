# message: the slope is taken at the output y, but belongs at the input x
class Tanh:
    def forward(self, x):
        self.x = np.tanh(x)
        return self.x

    def backward(self, dy):
        return dy * (1 - np.tanh(self.x) ** 2)
