# message: these come from singular values of x
def best_rate(x):
    s = np.linalg.svd(x / len(x) ** 0.5, compute_uv=False)
    return 2 / (s[0] + s[-1]), (s[0] - s[-1]) / (s[0] + s[-1])
