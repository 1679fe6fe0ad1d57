# message: should raise RuntimeError, but raises AttributeError
class Standardizer:
    def fit(self, x):
        self.mean = x.mean(axis=0)
        std = x.std(axis=0)
        self.std = np.where(std < 1e-8, 1.0, std)
        return self

    def transform(self, x):
        return (x - self.mean) / self.std
