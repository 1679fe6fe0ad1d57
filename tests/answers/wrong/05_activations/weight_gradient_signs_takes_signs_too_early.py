# message: the sign of a sum of signs forgets sizes
def weight_gradient_signs(x, upstream):
    per_example = np.sign(upstream[:, np.newaxis] * x)
    return per_example, np.sign(per_example.mean(axis=0))
