# message: signs go together that are independent in a fair draw
def orthogonal(shape, rng, gain=1.0):
    rows, cols = shape[0], math.prod(shape[1:])
    a = rng.standard_normal((max(rows, cols), min(rows, cols)))
    q, r = np.linalg.qr(a)
    signs = np.sign(q[0]) * rng.choice([-1, 1])
    q = q * signs
    if rows < cols:
        q = q.T
    return gain * q.reshape(shape)
