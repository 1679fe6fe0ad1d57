# message: only a length of 0 is special
def unit_rows(vectors):
    n = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(n < 1e-3, 1, n)
