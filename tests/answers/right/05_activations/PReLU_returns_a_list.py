class PReLU:
    def __init__(self, alpha: float = 0.25) -> None:
        self.alpha = alpha

    def forward(self, x):
        self.positive, self.negative = np.maximum(x, 0), np.minimum(x, 0)
        return self.positive + self.alpha * self.negative

    def backward(self, dy):
        slope = (self.positive != 0) + self.alpha * (self.positive == 0)
        return [slope * dy, np.array([np.vdot(self.negative, dy)]).sum()]
