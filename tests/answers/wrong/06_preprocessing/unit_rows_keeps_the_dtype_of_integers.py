# message: the result keeps the integers' dtype
def unit_rows(vectors):
    result = np.zeros_like(vectors)
    for i, row in enumerate(vectors):
        if row.any():
            result[i] = row / np.linalg.norm(row)
    return result
