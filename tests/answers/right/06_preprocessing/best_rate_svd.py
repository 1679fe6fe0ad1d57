def best_rate(x):
    curvatures = np.linalg.svd(x, compute_uv=False) ** 2 / x.shape[0]
    kappa = curvatures.max() / curvatures.min()
    return np.array([2 / (curvatures.max() + curvatures.min()), (kappa - 1) / (kappa + 1)])
