def unit_rows(vectors):
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.nan_to_num(vectors / np.linalg.norm(vectors, axis=-1)[:, None])
