# message: dy is missing from db
class Maxout:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def forward(self, x):
        self.x = x
        maps = x @ self.w + self.b[:, None]
        self.winner = maps.argmax(axis=0)
        return maps.max(axis=0)

    def backward(self, dy):
        won = self.winner == np.arange(len(self.w))[:, None, None]
        routed = dy * won
        dx = (routed @ self.w.transpose(0, 2, 1)).sum(axis=0)
        return dx, self.x.T @ routed, won.sum(axis=1)
