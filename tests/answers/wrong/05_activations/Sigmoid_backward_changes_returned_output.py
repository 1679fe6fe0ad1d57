# message: backward changed what forward had kept
class Sigmoid:
    def forward(self, x):
        y = np.empty_like(x)
        pos = x >= 0
        y[pos] = 1 / (1 + np.exp(-x[pos]))
        e = np.exp(x[~pos])
        y[~pos] = e / (1 + e)
        self.y = y
        return y

    def backward(self, dy):
        slope = self.y
        slope *= 1 - slope
        return dy * slope
