import numpy as np


def pareto_front(points):
    cost, accuracy = np.asarray(points).T
    no_worse = (cost[:, None] <= cost) & (accuracy[:, None] >= accuracy)
    better = (cost[:, None] < cost) | (accuracy[:, None] > accuracy)
    return ~(no_worse & better).any(axis=0)
