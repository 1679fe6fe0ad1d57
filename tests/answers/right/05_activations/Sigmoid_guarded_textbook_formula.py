class Sigmoid:
    def forward(self, x):
        """The textbook formula; 1 / inf is 0, which is the right value, and the guard says so."""
        with np.errstate(over="ignore"):
            self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, dy):
        return np.multiply(np.multiply(self.y, 1 - self.y), dy)
