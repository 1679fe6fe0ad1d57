def weight_gradient_signs(x, upstream):
    """As lists: the sign of a product is the product of the signs."""
    single = np.outer(np.sign(upstream), np.ones(x.shape[1])) * np.sign(x)
    return [single.astype(int).tolist(), [int(np.sign(v)) for v in upstream @ x]]
