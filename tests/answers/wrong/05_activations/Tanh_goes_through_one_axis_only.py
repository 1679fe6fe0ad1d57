# message: arrays can be converted to Python scalars
import math


class Tanh:
    def forward(self, x):
        self.y = np.array([math.tanh(value) for value in x])
        return self.y

    def backward(self, dy):
        return dy * (1 - self.y**2)
