# message: close ones are not equal
import numpy as np


def pareto_front(points):
    front = []
    for p in points:
        rivals = [q for q in points if not np.allclose(p, q)]
        front.append(not any(q[0] <= p[0] and q[1] >= p[1] for q in rivals))
    return front
