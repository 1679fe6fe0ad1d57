# message: the mean of a product is not the product of the means
def weight_gradient_signs(x, upstream):
    per_example = np.sign(upstream[:, np.newaxis] * x)
    return per_example, np.sign(upstream.mean() * x.mean(axis=0))
