# message: at -9 the exponential is small, but not 0
class SELU:
    LAM = 1.0507009873554804934193349852946
    ALPHA = 1.6732632423543772848170429916717

    def forward(self, x):
        e = np.where(x < -8, 0, np.exp(np.clip(x, -8, 0)))
        self.slope = self.LAM * np.where(x > 0, 1, self.ALPHA * e)
        return self.LAM * np.where(x > 0, x, self.ALPHA * (e - 1))

    def backward(self, dy):
        return dy * self.slope
