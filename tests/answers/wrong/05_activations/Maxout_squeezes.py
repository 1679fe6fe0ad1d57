# message: has shape
class Maxout:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def forward(self, x):
        self.x = x
        best = np.full((len(x), self.w.shape[2]), -np.inf)
        self.winner = np.zeros(best.shape, dtype=int)
        for j in range(len(self.w)):
            z = x @ self.w[j] + self.b[j]
            self.winner[z > best] = j
            best = np.maximum(best, z)
        return best

    def backward(self, dy):
        dx, dw, db = np.zeros(self.x.shape), np.zeros(self.w.shape), np.zeros(self.b.shape)
        for j in range(len(self.w)):
            routed = dy * (self.winner == j)
            dx += routed @ self.w[j].T
            dw[j], db[j] = self.x.T @ routed, routed.sum(axis=0)
        return dx, dw.squeeze(), db.squeeze()
