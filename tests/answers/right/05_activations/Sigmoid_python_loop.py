import math


class Sigmoid:
    def _one(self, value):
        if value >= 0:
            return 1 / (1 + math.exp(-value))
        e = math.exp(value)
        return e / (1 + e)

    def forward(self, x):
        self.outputs = [self._one(value) for value in x.flatten().tolist()]
        return np.reshape(self.outputs, x.shape)

    def backward(self, dy):
        flat = [d * y * (1 - y) for d, y in zip(dy.flatten().tolist(), self.outputs, strict=True)]
        return np.reshape(flat, dy.shape)
