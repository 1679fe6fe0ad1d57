class Maxout:
    """Each output's winning weights are gathered: (N, D_out, D_in)."""

    def __init__(self, w, b):
        self.w, self.b = w, b

    def forward(self, x):
        self.x = x
        candidates = np.stack([x @ w + b for w, b in zip(self.w, self.b, strict=True)], axis=-1)
        self.winner = np.argmax(candidates, axis=-1)
        return np.take_along_axis(candidates, self.winner[..., None], axis=-1)[..., 0]

    def backward(self, dy):
        unit = np.arange(dy.shape[1])
        chosen = self.w[self.winner, :, unit]
        dx = (dy[..., None] * chosen).sum(axis=1)
        dw, db = np.zeros_like(self.w), np.zeros_like(self.b)
        np.add.at(dw, (self.winner, slice(None), unit), dy[..., None] * self.x[:, None, :])
        np.add.at(db, (self.winner, unit), dy)
        return dx, dw, db
