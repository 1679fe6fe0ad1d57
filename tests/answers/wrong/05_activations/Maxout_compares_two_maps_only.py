# message: only two maps compete; there are k
class Maxout:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def forward(self, x):
        self.x = x
        first, second = x @ self.w[0] + self.b[0], x @ self.w[1] + self.b[1]
        self.first_wins = first > second
        return np.where(self.first_wins, first, second)

    def backward(self, dy):
        to_first, to_second = dy * self.first_wins, dy * ~self.first_wins
        dx = to_first @ self.w[0].T + to_second @ self.w[1].T
        dw = np.stack([self.x.T @ to_first, self.x.T @ to_second])
        db = np.stack([to_first.sum(axis=0), to_second.sum(axis=0)])
        return dx, dw, db
