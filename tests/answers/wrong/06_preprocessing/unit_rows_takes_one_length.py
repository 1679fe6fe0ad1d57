# message: every row has its own
def unit_rows(vectors):
    return vectors / np.linalg.norm(vectors)
