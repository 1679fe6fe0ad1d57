def unit_rows(vectors):
    lengths = np.sqrt(np.einsum("vd,vd->v", vectors, vectors, dtype=float))[:, None]
    return np.divide(vectors, lengths, out=np.zeros(vectors.shape), where=lengths > 0)
