class PReLU:
    def __init__(self, alpha=0.25):
        self.alpha = alpha

    def forward(self, x):
        self.x = x
        return np.vectorize(lambda value: value if value > 0 else self.alpha * value)(x)

    def backward(self, dy):
        dx, dalpha = np.zeros(dy.shape), 0.0
        for place, value in np.ndenumerate(self.x):
            if value > 0:
                dx[place] = dy[place]
            else:
                dx[place] = self.alpha * dy[place]
                dalpha += dy[place] * value
        return dx, dalpha
