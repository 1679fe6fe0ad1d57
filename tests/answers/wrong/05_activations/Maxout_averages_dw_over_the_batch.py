# message: dy already carries the loss's own mean
class Maxout:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def forward(self, x):
        self.x = x
        maps = x @ self.w + self.b[:, None]
        self.winner = maps.argmax(axis=0)
        return maps.max(axis=0)

    def backward(self, dy):
        routed = dy * (self.winner == np.arange(len(self.w))[:, None, None])
        dx = (routed @ self.w.transpose(0, 2, 1)).sum(axis=0)
        return dx, self.x.T @ routed / len(self.x), routed.mean(axis=1)
