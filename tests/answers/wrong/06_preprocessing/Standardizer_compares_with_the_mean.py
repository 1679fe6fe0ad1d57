# message: nor the deviation with the mean
class Standardizer:
    def fit(self, x):
        self.mean = x.mean(0)
        self.std = x.std(0)
        self.std = np.where(self.std <= 1e-5 * np.abs(self.mean), 1, self.std)
        self.std = np.where(self.std < 1e-8, 1, self.std)
        return self

    def transform(self, x):
        if not hasattr(self, "mean"):
            raise RuntimeError
        return (x - self.mean) / self.std
