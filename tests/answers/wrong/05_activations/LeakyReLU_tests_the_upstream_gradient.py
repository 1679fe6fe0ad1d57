# message: the slope is taken at dy; what decides is the input x
class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        return np.where(x > 0, x, self.alpha * x)

    def backward(self, dy):
        return np.where(dy > 0, dy, self.alpha * dy)
