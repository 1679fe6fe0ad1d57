# message: changed its argument x
class ReLU:
    def forward(self, x):
        self.mask = x > 0
        x[x < 0] = 0
        return x

    def backward(self, dy):
        return dy * self.mask
