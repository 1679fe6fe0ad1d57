# message: LAM and ALPHA are swapped
class SELU:
    LAM = 1.0507009873554804934193349852946
    ALPHA = 1.6732632423543772848170429916717

    def forward(self, x):
        self.x = x
        return self.ALPHA * np.where(x > 0, x, self.LAM * np.expm1(np.minimum(x, 0)))

    def backward(self, dy):
        return dy * self.ALPHA * np.where(self.x > 0, 1, self.LAM * np.exp(np.minimum(self.x, 0)))
