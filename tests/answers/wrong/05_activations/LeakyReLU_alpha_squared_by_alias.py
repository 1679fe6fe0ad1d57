# message: not its square: does backward change
class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        self.m = np.where(x > 0, 1.0, self.alpha)
        return self.m * x

    def backward(self, dy):
        self.m *= self.m
        return self.m * dy
