# message: the signs are turned round
def weight_gradient_signs(x, upstream):
    steps = -upstream[:, np.newaxis] * x
    return np.sign(steps), np.sign(steps.mean(axis=0))
