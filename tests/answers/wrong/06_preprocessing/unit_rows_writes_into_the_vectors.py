# message: unit_rows changed its argument vectors
def unit_rows(vectors):
    n = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(n == 0, 1, n)
    return vectors
