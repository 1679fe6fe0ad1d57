# message: the winners were found without the biases
class Maxout:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def forward(self, x):
        self.x = x
        z = x @ self.w
        self.i = z.argmax(axis=0)
        return (z + self.b[:, None]).max(axis=0)

    def backward(self, dy):
        g = (np.arange(len(self.w))[:, None, None] == self.i) * dy
        return (g @ self.w.transpose(0, 2, 1)).sum(0), self.x.T @ g, g.sum(axis=1)
