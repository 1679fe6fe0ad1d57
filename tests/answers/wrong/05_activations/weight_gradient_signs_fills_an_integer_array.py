# message: values were cut to integers
def weight_gradient_signs(x, upstream):
    g = np.zeros_like(x)
    for n in range(len(x)):
        g[n] = upstream[n] * x[n]
    return np.sign(g), np.sign(g.mean(axis=0))
