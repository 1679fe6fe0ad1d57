# message: this scales by the largest value
class Standardizer:
    def fit(self, x):
        self.mean = x.mean(axis=0)
        self.std = np.abs(x).max(axis=0)
        return self

    def transform(self, x):
        if not hasattr(self, "mean"):
            raise RuntimeError("fit first")
        return (x - self.mean) / self.std
