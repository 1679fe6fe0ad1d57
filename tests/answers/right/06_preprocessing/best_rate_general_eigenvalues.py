def best_rate(x):
    values = sorted(np.linalg.eigvals(sum(np.outer(row, row) for row in x) / len(x)).real)
    middle, reach = (values[0] + values[-1]) / 2, (values[-1] - values[0]) / 2
    return 1 / middle, reach / middle
