# message: every tied map gets the whole gradient
class Maxout:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def forward(self, x):
        self.x = x
        z = np.einsum("nd,kdo->kno", x, self.w) + self.b[:, None, :]
        y = z.max(axis=0)
        self.gate = (z == y).astype(float)
        return y

    def backward(self, dy):
        dz = np.einsum("no,kno->kno", dy, self.gate)
        dx = np.einsum("kno,kdo->nd", dz, self.w)
        dw = np.einsum("kno,nd->kdo", dz, self.x)
        return dx, dw, np.einsum("kno->ko", dz)
