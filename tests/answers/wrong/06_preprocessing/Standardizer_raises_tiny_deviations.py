# message: np.maximum(std, 1e-8) makes it 1e-8
class Standardizer:
    def fit(self, x):
        self.m = x.mean(0)
        self.s = np.maximum(x.std(0), 1e-8)
        return self

    def transform(self, x):
        if not hasattr(self, "m"):
            raise RuntimeError("fit first")
        return (x - self.m) / self.s
