# message: changed its argument x
class SELU:
    LAM = 1.0507009873554804934193349852946
    ALPHA = 1.6732632423543772848170429916717

    def forward(self, x):
        np.maximum(x, -200, out=x)
        self.x, self.e = x, np.exp(np.minimum(x, 0))
        return self.LAM * np.where(x > 0, x, self.ALPHA * (self.e - 1))

    def backward(self, dy):
        return self.LAM * dy * np.where(self.x > 0, 1, self.ALPHA * self.e)
