# message: that does not swap its axes
class Maxout:
    def __init__(self, w, b):
        self.w, self.b = w, b
        self.wt = w.reshape(len(w), w.shape[2], w.shape[1])

    def forward(self, x):
        self.x = x
        z = x @ self.w + self.b[:, None]
        self.win = z.argmax(axis=0)
        return z.max(axis=0)

    def backward(self, dy):
        r = dy * (self.win == np.arange(len(self.w))[:, None, None])
        return (r @ self.wt).sum(0), self.x.T @ r, r.sum(1)
