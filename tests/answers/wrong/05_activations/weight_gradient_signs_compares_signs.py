# message: an upstream gradient of 0
def weight_gradient_signs(x, upstream):
    single = np.where((x > 0) == (upstream > 0)[:, None], 1, -1)
    single[x == 0] = 0
    return single, np.sign(x.T @ upstream)
