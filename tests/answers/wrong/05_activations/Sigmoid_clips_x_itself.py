# message: changed its argument x
class Sigmoid:
    def forward(self, x):
        np.clip(x, -500, 500, out=x)
        self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, dy):
        return dy * self.y * (1 - self.y)
