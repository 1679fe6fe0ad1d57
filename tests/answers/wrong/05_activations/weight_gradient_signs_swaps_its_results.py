# message: the two are swapped
def weight_gradient_signs(x, upstream):
    gradients = upstream[:, np.newaxis] * x
    return np.sign(gradients.mean(axis=0)), np.sign(gradients)
