from sklearn.preprocessing import StandardScaler


class Standardizer:
    """scikit-learn's scaler, but for what counts as constant and for the error before fit."""

    def __init__(self):
        self.scaler = None

    def fit(self, x):
        self.scaler = StandardScaler().fit(np.array(x, dtype=float))
        self.scaler.scale_[np.sqrt(self.scaler.var_) < 1e-8] = 1
        return self

    def transform(self, x):
        if self.scaler is None:
            raise RuntimeError("fit first")
        return self.scaler.transform(np.array(x, dtype=float))
