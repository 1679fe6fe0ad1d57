# message: these are the gradients themselves
def weight_gradient_signs(x, upstream):
    gradients = upstream.reshape(-1, 1) * x
    return gradients, gradients.mean(axis=0)
