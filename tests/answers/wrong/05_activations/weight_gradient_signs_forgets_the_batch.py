# message: should return (per_example, batch)
def weight_gradient_signs(x, upstream):
    return np.sign(upstream[:, np.newaxis] * x)
