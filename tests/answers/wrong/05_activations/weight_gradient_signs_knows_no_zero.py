# message: 0 has sign 0
def weight_gradient_signs(x, upstream):
    gradients = upstream[:, np.newaxis] * x
    return np.where(gradients > 0, 1, -1), np.where(gradients.mean(axis=0) > 0, 1, -1)
