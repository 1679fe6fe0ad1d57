class Sigmoid:
    """exp of minus the softplus, kept as a closure; the slope is a product of both sides."""

    def forward(self, x):
        y = np.exp(-np.logaddexp(0.0, -x))
        self.backward = lambda dy: dy * (y * np.exp(-np.logaddexp(0.0, x)))
        return y
