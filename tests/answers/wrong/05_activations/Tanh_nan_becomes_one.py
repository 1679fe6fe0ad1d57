# message: left of zero tanh tends to -1
class Tanh:
    def forward(self, x):
        with np.errstate(all="ignore"):
            a, b = np.exp(x), np.exp(-x)
            self.y = np.nan_to_num((a - b) / (a + b), nan=1.0)
        return self.y

    def backward(self, dy):
        return dy * (1 - self.y**2)
