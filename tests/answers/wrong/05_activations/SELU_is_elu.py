# message: LAM and ALPHA are missing: this is ELU
class SELU:
    def forward(self, x):
        self.y = np.where(x > 0, x, np.expm1(np.minimum(x, 0)))
        return self.y

    def backward(self, dy):
        return dy * np.where(self.y > 0, 1, self.y + 1)
