# message: any difference counts
import numpy as np


def pareto_front(points):
    cost, accuracy = np.asarray(points, dtype=np.float32).T
    better = (cost[:, None] <= cost) & (accuracy[:, None] >= accuracy)
    strict = (cost[:, None] < cost) | (accuracy[:, None] > accuracy)
    return ~(better & strict).any(axis=0)
