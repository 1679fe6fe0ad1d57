# message: directions must have length 1
def pca_rotate(x):
    c = x - x.mean(axis=0)
    v, u = np.linalg.eigh(c.T @ c / len(x))
    v, u = v[::-1], u[:, ::-1]
    u = u * np.sqrt(np.maximum(v, 0))
    return c @ u, u, v
