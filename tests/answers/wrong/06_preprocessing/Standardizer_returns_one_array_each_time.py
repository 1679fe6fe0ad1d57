# message: every call writes into one array
class Standardizer:
    def fit(self, x):
        self.mean = x.mean(0)
        self.std = x.std(0)
        self.std = np.where(self.std < 1e-8, 1, self.std)
        self.out = None
        return self

    def transform(self, x):
        if not hasattr(self, "mean"):
            raise RuntimeError
        if self.out is None or self.out.shape != x.shape:
            self.out = np.empty(x.shape)
        np.subtract(x, self.mean, out=self.out)
        self.out /= self.std
        return self.out
