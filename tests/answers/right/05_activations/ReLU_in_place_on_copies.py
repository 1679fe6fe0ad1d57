class ReLU:
    def forward(self, x):
        y = x.copy()
        self.off = y <= 0
        y[self.off] = 0
        return y

    def backward(self, dy):
        dx = np.array(dy)
        dx[self.off] = 0
        return dx
