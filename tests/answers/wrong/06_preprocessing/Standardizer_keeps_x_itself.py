# message: fit kept x itself
class Standardizer:
    def __init__(self):
        self.x = None

    def fit(self, x):
        self.x = x
        return self

    def transform(self, x):
        if self.x is None:
            raise RuntimeError("call fit first")
        mean = np.mean(self.x, axis=0)
        std = np.std(self.x, axis=0)
        std[std < 1e-8] = 1
        return (x - mean) / std
