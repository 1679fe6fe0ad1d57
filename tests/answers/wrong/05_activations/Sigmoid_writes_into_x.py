# message: changed its argument x
class Sigmoid:
    def forward(self, x):
        positive = x >= 0
        x[positive] = -x[positive]
        small = np.exp(x)
        self.y = np.where(positive, 1, small) / (1 + small)
        return self.y

    def backward(self, dy):
        return dy * self.y * (1 - self.y)
