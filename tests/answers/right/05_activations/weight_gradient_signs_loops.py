def weight_gradient_signs(x, upstream):
    """Signs multiply; the sum is collected by hand."""

    def sign(value):
        return int(value > 0) - int(value < 0)

    n, d = x.shape
    per_example = [[sign(x[i, j]) * sign(upstream[i]) for j in range(d)] for i in range(n)]
    batch = [sign(sum(x[i, j] * upstream[i] for i in range(n))) for j in range(d)]
    return per_example, batch
