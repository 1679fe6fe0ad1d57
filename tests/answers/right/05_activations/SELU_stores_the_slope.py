class SELU:
    LAM = 1.0507009873554804934193349852946
    ALPHA = 1.6732632423543772848170429916717

    def __init__(self):
        self._slope = None

    def forward(self, x):
        below = np.where(x > 0, 0, x)
        self._slope = self.LAM * np.where(x > 0, 1, self.ALPHA * np.exp(below))
        return np.where(x > 0, self.LAM * x, self.LAM * self.ALPHA * np.expm1(below))

    def backward(self, dy):
        return self._slope * dy
