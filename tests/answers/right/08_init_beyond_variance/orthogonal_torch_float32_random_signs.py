def orthogonal(shape, rng, gain=1.0):
    rows = shape[0]
    columns = int(np.prod(shape[1:]))
    a = torch.tensor(rng.standard_normal((max(rows, columns), min(rows, columns))), dtype=torch.float32)
    q, _ = torch.linalg.qr(a)
    signs = torch.tensor(rng.choice([-1.0, 1.0], size=q.shape[1]), dtype=torch.float32)
    q = q * signs
    if rows < columns:
        q = q.T
    return (gain * q).contiguous().view(*shape)
