# message: forward after layer.alpha = 0.0
class PReLU:
    def __init__(self, alpha=0.25):
        self.alpha = alpha

    def forward(self, x):
        self.x = x
        return np.where(x > 0, x, (self.alpha or 0.25) * x)

    def backward(self, dy):
        dx = np.where(self.x > 0, dy, (self.alpha or 0.25) * dy)
        return dx, np.sum(dy * np.minimum(self.x, 0))
