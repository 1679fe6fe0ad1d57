from sklearn.preprocessing import StandardScaler


class Standardizer:
    """scikit-learn's scaler, which has the same contract but for the error before fit."""

    def __init__(self):
        self.scaler = None

    def fit(self, x):
        self.scaler = StandardScaler().fit(np.array(x, dtype=float))
        return self

    def transform(self, x):
        if self.scaler is None:
            raise RuntimeError("fit first")
        return self.scaler.transform(np.array(x, dtype=float))
