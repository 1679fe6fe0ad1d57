# message: only the winning one of each output may
class Maxout:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def forward(self, x):
        self.x = x
        return (x @ self.w + self.b[:, None]).max(axis=0)

    def backward(self, dy):
        dx = sum(dy @ w.T for w in self.w)
        dw = np.stack([self.x.T @ dy] * len(self.w))
        db = np.stack([dy.sum(axis=0)] * len(self.b))
        return dx, dw, db
