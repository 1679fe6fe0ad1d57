class Tanh:
    def forward(self, x):
        """tanh(|x|) = (1 - e) / (1 + e) with e = exp(-2|x|) at most 1; the sign afterwards."""
        e = np.exp(-2 * np.abs(x))
        self.y = np.sign(x) * (1 - e) / (1 + e)
        return self.y

    def backward(self, dy):
        return (1 - self.y) * (1 + self.y) * dy
