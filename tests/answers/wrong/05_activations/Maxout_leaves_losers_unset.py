# message: dw where the maps give 1000, 1000.004 and 0
class Maxout:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def forward(self, x):
        self.x = x
        z = x @ self.w + self.b[:, None]
        self.win = z.argmax(axis=0)
        return z.max(axis=0)

    def backward(self, dy):
        dw, db = np.full(self.w.shape, 7.0), np.full(self.b.shape, 7.0)
        dx = np.zeros_like(self.x)
        for j in np.unique(self.win):
            r = dy * (self.win == j)
            dw[j], db[j] = self.x.T @ r, r.sum(0)
            dx += r @ self.w[j].T
        return dx, dw, db
