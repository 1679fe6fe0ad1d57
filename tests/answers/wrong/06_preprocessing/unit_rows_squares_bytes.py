# message: squares of uint8 do not fit into uint8
def unit_rows(vectors):
    lengths = np.sqrt((vectors**2).sum(axis=1, keepdims=True))
    return vectors / np.where(lengths == 0, 1, lengths)
