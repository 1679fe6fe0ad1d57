from dataclasses import dataclass


@dataclass
class Tanh:
    """Keeps the slope alone, computed lazily from the input."""

    x: np.ndarray | None = None

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.x = np.clip(x, -350, 350)
        return np.sign(x) * (1 - np.exp(-2 * np.abs(self.x))) / (1 + np.exp(-2 * np.abs(self.x)))

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return np.divide(dy, np.square(np.cosh(self.x)))
