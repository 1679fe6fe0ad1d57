class Standardizer:
    def __init__(self):
        self.columns = []

    def fit(self, x):
        self.columns = []
        for column in x.T.astype(float):
            mean = sum(column) / len(column)
            spread = (sum((value - mean) ** 2 for value in column) / len(column)) ** 0.5
            self.columns.append((mean, spread if spread >= 1e-8 else 1.0))
        return self

    def transform(self, x):
        if not self.columns:
            raise RuntimeError("no statistics yet")
        return [[(v - m) / s for v, (m, s) in zip(row, self.columns, strict=True)] for row in x.tolist()]
