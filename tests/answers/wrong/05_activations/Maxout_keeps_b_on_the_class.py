# message: is kept on the class
class Maxout:
    """The largest of k linear maps of the input, unit by unit."""

    def __init__(self, w, b):
        """w: (k, D_in, D_out) weights of the k maps. b: (k, D_out) biases."""
        self.w, Maxout.b = w, b

    def forward(self, x):
        """Return (N, D_out) for inputs x of shape (N, D_in).

        Keep what `backward` needs. x must not be changed.
        """
        self.x = x
        candidates = x @ self.w + Maxout.b[:, np.newaxis]
        self.winner = candidates.argmax(axis=0)
        return candidates.max(axis=0)

    def backward(self, dy):
        """Return (dx, dw, db), the loss gradients of the last x, of w and of b.

        dy: (N, D_out). Shapes as x, w and b. Only the winning map of each output gets
        its gradient. Where maps tie, one of them gets it, or they share it.
        """
        won = self.winner == np.arange(len(self.w))[:, np.newaxis, np.newaxis]
        routed = dy * won  # (k, N, D_out): dy where map j won, else 0
        dx = (routed @ self.w.transpose(0, 2, 1)).sum(axis=0)
        return dx, self.x.T @ routed, routed.sum(axis=1)
