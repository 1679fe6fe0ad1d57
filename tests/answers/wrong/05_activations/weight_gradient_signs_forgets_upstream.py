# message: these are the signs of x
def weight_gradient_signs(x, upstream):
    batch = (upstream[:, None] * x).mean(axis=0)
    return np.sign(x), np.sign(batch)
