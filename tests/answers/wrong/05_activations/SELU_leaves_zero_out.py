# message: x = 0 was left out
class SELU:
    LAM = 1.0507009873554804934193349852946
    ALPHA = 1.6732632423543772848170429916717

    def forward(self, x):
        self.slope = np.zeros_like(x)
        self.slope[x > 0] = self.LAM
        self.slope[x < 0] = self.LAM * self.ALPHA * np.exp(x[x < 0])
        return self.LAM * (np.maximum(x, 0) + self.ALPHA * (np.exp(np.minimum(x, 0)) - 1))

    def backward(self, dy):
        return dy * self.slope
