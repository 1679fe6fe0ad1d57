from dataclasses import dataclass, field


@dataclass
class Standardizer:
    """Keeps the training split's moments in a dictionary and makes the map when it is asked for."""

    kept: dict = field(default_factory=dict)

    def fit(self, x: np.ndarray) -> "Standardizer":
        columns = [np.asarray(column, dtype=float) for column in x.T]
        self.kept = {i: (column.mean(), column.std()) for i, column in enumerate(columns)}
        return self

    def transform(self, x: np.ndarray) -> list:
        if not self.kept:
            raise RuntimeError("nothing was fitted")
        means, stds = zip(*self.kept.values(), strict=True)
        stds = [1.0 if std < 1e-8 else std for std in stds]
        return [[(v - m) / s for v, m, s in zip(row, means, stds, strict=True)] for row in x.tolist()]
