# message: it must be the training mean
class Standardizer:
    def fit(self, x):
        self.mean = x.mean(axis=0)
        std = x.std(axis=0)
        self.std = np.where(std < 1e-8, 1.0, std)
        return self

    def transform(self, x):
        if not hasattr(self, "mean"):
            raise RuntimeError("fit first")
        if len(x) > 1:
            self.mean = x.mean(axis=0)
        return (x - self.mean) / self.std
