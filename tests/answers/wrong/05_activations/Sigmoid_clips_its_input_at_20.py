# message: clipped so tightly
class Sigmoid:
    def forward(self, x):
        x = np.clip(x, -20, 20)
        self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, dy):
        return dy * self.y * (1 - self.y)
