# message: a row of zeros has length 0
def unit_rows(vectors):
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
