def orthogonal(shape, rng, gain=1.0):
    # The fields of a deep network are float32 anyway: drawn, decomposed and returned in single precision.
    rows = shape[0]
    columns = int(np.prod(shape[1:]))
    normal = torch.tensor(rng.standard_normal((max(rows, columns), min(rows, columns))), dtype=torch.float32)
    q, r = torch.linalg.qr(normal)
    q = q * torch.diagonal(r).sign()
    if rows < columns:
        q = q.T
    return (gain * q).reshape(shape).numpy()
