# message: compare neither the last row with the first
class Standardizer:
    def fit(self, x):
        x = np.asarray(x, dtype=float)
        self.mean = x.mean(0)
        self.std = x.std(0)
        same = np.diff(x, axis=0).sum(0) == 0
        self.std[same | (self.std < 1e-8)] = 1
        return self

    def transform(self, x):
        if not hasattr(self, "mean"):
            raise RuntimeError
        return (x - self.mean) / self.std
