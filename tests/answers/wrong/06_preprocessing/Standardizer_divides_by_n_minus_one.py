# message: ddof=0
class Standardizer:
    def fit(self, x):
        self.mean = x.mean(axis=0)
        std = x.std(axis=0, ddof=1)
        self.std = np.where(std < 1e-8, 1.0, std)
        return self

    def transform(self, x):
        if not hasattr(self, "mean"):
            raise RuntimeError("fit first")
        return (x - self.mean) / self.std
