# message: two layers share
class ReLU:
    mask = None

    def forward(self, x):
        ReLU.mask = x > 0
        return x * ReLU.mask

    def backward(self, dy):
        return dy * ReLU.mask
