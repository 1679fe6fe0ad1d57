# message: the results are rounded
def best_rate(x):
    """Return (rate, factor) of gradient descent on 1/(2N) Σ (w·x_n - t_n)², computed from x alone.

    x: (N, D) floats of full column rank, as they are: nothing is centred here.
    rate: the constant learning rate for which the worst direction shrinks fastest.
    factor: by what the error in that direction is multiplied in each step, 0 to 1.
    """
    eigenvalues = np.linalg.eigvalsh(x.T @ x / len(x))
    least, most = eigenvalues[0], eigenvalues[-1]
    return round(float(2 / (most + least)), 6), round(float((most - least) / (most + least)), 6)
