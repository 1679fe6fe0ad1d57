# message: these are the lengths
def unit_rows(vectors):
    return np.linalg.norm(vectors, axis=1)
