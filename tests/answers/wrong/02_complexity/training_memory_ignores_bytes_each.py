# message: the argument bytes_each is ignored
def training_memory(layers, batch, states=1, bytes_each=4):
    params = 4 * sum(row[0] for row in layers)
    kept = {
        "parameters": params,
        "gradients": params,
        "optimizer": states * params,
        "activations": batch * 4 * sum(row[2] for row in layers),
    }
    kept["total"] = sum(kept.values())
    return kept
