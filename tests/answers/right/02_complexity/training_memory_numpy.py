import numpy as np


def training_memory(layers, batch, states=1, bytes_each=4):
    params, _, activations = bytes_each * np.sum(layers, axis=0)
    names = ("parameters", "gradients", "optimizer", "activations")
    values = params * np.array([1, 1, states, 0]) + activations * batch * np.array([0, 0, 0, 1])
    return dict(zip(names, values, strict=True)) | {"total": values.sum()}
