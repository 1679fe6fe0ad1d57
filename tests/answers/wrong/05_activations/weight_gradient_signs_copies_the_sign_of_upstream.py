# message: the sign of x matters too
def weight_gradient_signs(x, upstream):
    signs = np.repeat(np.sign(upstream)[:, np.newaxis], x.shape[1], axis=1)
    return signs, np.sign(upstream @ x)
