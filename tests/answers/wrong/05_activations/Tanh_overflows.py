# message: NumPy has a tanh that knows how
class Tanh:
    def forward(self, x):
        up, down = np.exp(x), np.exp(-x)
        self.y = (up - down) / (up + down)
        return self.y

    def backward(self, dy):
        return dy * (1 - self.y**2)
