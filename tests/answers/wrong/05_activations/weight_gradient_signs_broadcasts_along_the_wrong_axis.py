# message: could not be broadcast together
def weight_gradient_signs(x, upstream):
    gradients = upstream * x
    return np.sign(gradients), np.sign(gradients.mean(axis=0))
