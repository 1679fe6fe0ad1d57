class ReLU:
    forward = lambda self, x: (setattr(self, "gate", (np.sign(x) + 1) // 2 * (x != 0)), x * self.gate)[1]
    backward = lambda self, dy: np.multiply(self.gate, dy)
