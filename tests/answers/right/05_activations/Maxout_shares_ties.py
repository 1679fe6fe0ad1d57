class Maxout:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def forward(self, x):
        self.x = x
        z = np.stack([x @ w + b for w, b in zip(self.w, self.b)])
        self.p = (z == z.max(0)).astype(float)
        self.p /= self.p.sum(0)
        return z.max(0)

    def backward(self, dy):
        dx, dw, db = 0, [], []
        for p, w in zip(self.p, self.w):
            r = p * dy
            dx = dx + r @ w.T
            dw.append(self.x.T @ r)
            db.append(r.sum(0))
        return dx, dw, db
