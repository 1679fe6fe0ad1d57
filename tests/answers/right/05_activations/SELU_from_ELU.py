class SELU(ELU):
    LAM = 1.0507009873554804934193349852946
    ALPHA = 1.6732632423543772848170429916717

    def __init__(self):
        super().__init__(alpha=self.ALPHA)

    def forward(self, x):
        return self.LAM * super().forward(x)

    def backward(self, dy):
        return super().backward(self.LAM * dy)
