# message: whose entries add up to 0
def unit_rows(vectors):
    v = np.array(vectors, dtype=float)
    zero = v.sum(axis=1) == 0
    v[~zero] /= np.linalg.norm(v[~zero], axis=1, keepdims=True)
    return v
