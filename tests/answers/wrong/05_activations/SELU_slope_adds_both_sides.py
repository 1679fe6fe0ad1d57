# message: right of zero the slope is LAM alone
class SELU:
    LAM = 1.0507009873554804934193349852946
    ALPHA = 1.6732632423543772848170429916717

    def forward(self, x):
        self.e = np.expm1(np.minimum(x, 0))
        self.p = x > 0
        return self.LAM * (x * self.p + self.ALPHA * self.e)

    def backward(self, dy):
        return dy * self.LAM * (self.p + self.ALPHA * (self.e + 1))
