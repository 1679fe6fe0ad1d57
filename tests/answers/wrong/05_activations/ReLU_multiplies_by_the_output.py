# message: this is dy times the output
class ReLU:
    def forward(self, x):
        self.y = np.maximum(0, x)
        return self.y

    def backward(self, dy):
        return dy * self.y
