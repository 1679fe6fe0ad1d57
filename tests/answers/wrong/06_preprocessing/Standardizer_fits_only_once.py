# message: the second fit was ignored
class Standardizer:
    def fit(self, x):
        if hasattr(self, "mean"):
            return self
        self.mean = x.mean(axis=0)
        std = x.std(axis=0)
        self.std = np.where(std < 1e-8, 1.0, std)
        return self

    def transform(self, x):
        if not hasattr(self, "mean"):
            raise RuntimeError("fit first")
        return (x - self.mean) / self.std
