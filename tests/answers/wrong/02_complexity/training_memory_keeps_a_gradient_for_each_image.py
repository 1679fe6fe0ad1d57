# message: one gradient for each parameter
def training_memory(layers, batch, states=1, bytes_each=4):
    params = bytes_each * sum(row[0] for row in layers)
    kept = {
        "parameters": params,
        "gradients": batch * params,
        "optimizer": states * params,
        "activations": batch * bytes_each * sum(row[2] for row in layers),
    }
    kept["total"] = sum(kept.values())
    return kept
