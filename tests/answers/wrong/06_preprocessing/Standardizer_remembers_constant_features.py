# message: must forget which features were constant in the first
class Standardizer:
    constant = False

    def fit(self, x):
        x = np.asarray(x, dtype=float)
        self.mean, self.std = x.mean(axis=0), x.std(axis=0)
        self.constant = self.constant | (self.std < 1e-8)
        self.std = np.where(self.constant, 1.0, self.std)
        return self

    def transform(self, x):
        if not hasattr(self, "mean"):
            raise RuntimeError("call fit first")
        return (x - self.mean) / self.std
