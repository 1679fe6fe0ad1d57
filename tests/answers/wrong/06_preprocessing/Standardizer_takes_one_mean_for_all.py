# message: every column has its own
class Standardizer:
    def fit(self, x):
        self.mean, self.std = x.mean(), x.std()
        return self

    def transform(self, x):
        if not hasattr(self, "mean"):
            raise RuntimeError("fit first")
        return (x - self.mean) / self.std
