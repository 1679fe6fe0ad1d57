class ReLU:
    def forward(self, x):
        self.y = np.maximum(0, x)
        return self.y

    def backward(self, dy):
        return np.where(self.y > 0, dy, 0)
