# message: squares of uint8 do not fit into uint8
class Standardizer:
    def fit(self, x):
        self.mean = x.mean(axis=0)
        var = (x * x).mean(axis=0) - self.mean**2
        std = np.sqrt(np.maximum(var, 0))
        self.std = np.where(std < 1e-8, 1.0, std)
        return self

    def transform(self, x):
        if not hasattr(self, "mean"):
            raise RuntimeError("fit first")
        return (x - self.mean) / self.std
