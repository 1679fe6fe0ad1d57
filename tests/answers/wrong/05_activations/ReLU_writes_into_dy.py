# message: changed its argument dy
class ReLU:
    def forward(self, x):
        self.x = x
        return np.maximum(x, 0)

    def backward(self, dy):
        dy[self.x <= 0] = 0
        return dy
