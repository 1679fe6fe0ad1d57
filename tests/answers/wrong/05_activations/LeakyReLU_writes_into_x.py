# message: changed its argument x
class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        self.negative = x < 0
        x[self.negative] *= self.alpha
        return x

    def backward(self, dy):
        dx = dy.copy()
        dx[self.negative] *= self.alpha
        return dx
