# message: a small constant, 1e-08, is added to the length
def unit_rows(vectors):
    n = np.linalg.norm(vectors.astype(float), axis=1, keepdims=True)
    return vectors / (n + 1e-8)
