# message: has keys that nobody asked for
def training_memory(layers, batch, states=1, bytes_each=4):
    params = bytes_each * sum(row[0] for row in layers)
    activations = bytes_each * batch * sum(row[2] for row in layers)
    kept = {
        "parameters": params,
        "gradients": params,
        "optimizer": states * params,
        "activations": activations,
    }
    return kept | {"total": sum(kept.values()), "batch": batch}
