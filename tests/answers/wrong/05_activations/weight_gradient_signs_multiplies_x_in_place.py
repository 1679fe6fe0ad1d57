# message: changed its argument x
def weight_gradient_signs(x, upstream):
    x *= upstream[:, np.newaxis]
    return np.sign(x), np.sign(x.mean(axis=0))
