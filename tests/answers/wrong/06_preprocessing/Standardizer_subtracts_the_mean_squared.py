# message: the mean of x² minus mean² leaves
class Standardizer:
    def fit(self, x):
        x = np.asarray(x, dtype=np.float64)
        self.mean = x.mean(0)
        var = (x**2).mean(0) - self.mean**2
        std = np.sqrt(np.maximum(var, 0))
        self.std = np.where(std < 1e-8, 1, std)
        return self

    def transform(self, x):
        if not hasattr(self, "mean"):
            raise RuntimeError
        return (x - self.mean) / self.std
