def orthogonal(shape, rng, gain=1.0):
    from scipy.stats import ortho_group

    rows, columns = shape[0], int(np.prod(shape[1:]))
    size = max(rows, columns)
    if size == 1:
        square = np.array([[rng.choice([-1.0, 1.0])]])
    else:
        square = ortho_group.rvs(size, random_state=rng)
    return gain * square[:rows, :columns].reshape(shape)
