# message: the rows were centred first
def unit_rows(vectors):
    v = vectors - vectors.mean(axis=1, keepdims=True)
    n = np.linalg.norm(v, axis=1, keepdims=True)
    return v / np.where(n == 0, 1, n)
