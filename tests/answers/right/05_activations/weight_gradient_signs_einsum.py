def weight_gradient_signs(x, upstream):
    rows = np.einsum("n,nd->nd", np.sign(upstream), np.sign(x)).astype(np.int8)
    return [rows, np.sign(upstream @ x).astype(int)]
