# message: backward changed what forward had kept
class Tanh:
    def forward(self, x):
        self.y = np.tanh(x)
        return self.y.copy()

    def backward(self, dy):
        slope = self.y
        slope *= self.y
        return dy * (1 - slope)
