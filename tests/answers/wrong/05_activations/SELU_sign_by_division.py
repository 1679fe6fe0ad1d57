# message: 0/0 has no value
class SELU:
    LAM = 1.0507009873554804934193349852946
    ALPHA = 1.6732632423543772848170429916717

    def forward(self, x):
        with np.errstate(invalid="ignore"):
            right = (1 + x / np.abs(x)) / 2
        e = np.exp(np.minimum(x, 0))
        self.slope = self.LAM * (right + (1 - right) * self.ALPHA * e)
        return self.LAM * (right * x + (1 - right) * self.ALPHA * (e - 1))

    def backward(self, dy):
        return dy * self.slope
