# message: changed its argument x
class Tanh:
    def forward(self, x):
        x[np.abs(x) > 300] = np.sign(x[np.abs(x) > 300]) * 300
        a, b = np.exp(x), np.exp(-x)
        self.y = (a - b) / (a + b)
        return self.y

    def backward(self, dy):
        return dy * (1 - self.y**2)
