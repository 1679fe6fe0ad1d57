# message: the mean is over the wrong axis
def weight_gradient_signs(x, upstream):
    gradients = upstream[:, np.newaxis] * x
    return np.sign(gradients), np.sign(gradients.mean(axis=1))
