# message: not the output y
class SELU:
    LAM = 1.0507009873554804934193349852946
    ALPHA = 1.6732632423543772848170429916717

    def forward(self, x):
        self.y = self.LAM * np.where(x > 0, x, self.ALPHA * np.expm1(np.minimum(x, 0)))
        return self.y

    def backward(self, dy):
        return dy * np.where(self.y > 0, self.LAM, self.y)
