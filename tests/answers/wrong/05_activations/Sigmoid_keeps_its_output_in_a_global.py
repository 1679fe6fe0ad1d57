# message: two layers share
class Sigmoid:
    def forward(self, x):
        global y
        small = np.exp(-np.abs(x))
        y = np.where(x >= 0, 1, small) / (1 + small)
        return y

    def backward(self, dy):
        return dy * y * (1 - y)
