# message: truth value of an array
class Sigmoid:
    def forward(self, x):
        if x >= 0:
            self.y = 1 / (1 + np.exp(-x))
        else:
            self.y = np.exp(x) / (1 + np.exp(x))
        return self.y

    def backward(self, dy):
        return dy * self.y * (1 - self.y)
