import numpy as np


def inception_params(spec):
    came, one, r3, three, r5, five, project = np.array(spec)
    inputs, outputs = (
        np.array([came, came, r3, came, r5, came]),
        np.array([one, r3, three, r5, five, project]),
    )
    windows = np.array([1, 1, 9, 1, 25, 1])
    return np.array([(windows * inputs + 1) @ outputs, outputs[[0, 2, 4, 5]].sum()])
