# message: fit(train).transform(test)
class Standardizer:
    def fit(self, x):
        self.mean = x.mean(axis=0)
        self.train = x.copy()
        std = x.std(axis=0)
        self.std = np.where(std < 1e-8, 1.0, std)
        return self

    def transform(self, x):
        if not hasattr(self, "mean"):
            raise RuntimeError("fit first")
        if len(x) == len(self.train):
            return (x - self.mean) / self.std
        return x / self.std
