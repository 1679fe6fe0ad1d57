class ELU:
    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def forward(self, x):
        self.x = np.array(x)
        left = self.x < 0
        y = self.x.copy()
        y[left] = self.alpha * np.expm1(y[left])
        return y

    def backward(self, dy):
        g = np.ones_like(self.x)
        g[self.x < 0] = self.alpha * np.exp(self.x[self.x < 0])
        return g * dy
