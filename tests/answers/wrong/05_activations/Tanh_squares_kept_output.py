# message: backward changed what forward had kept
class Tanh:
    def forward(self, x):
        self.cache = np.tanh(x)
        return self.cache

    def backward(self, dy):
        np.square(self.cache, out=self.cache)
        return dy * (1 - self.cache)
