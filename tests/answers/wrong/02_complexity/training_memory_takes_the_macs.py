# message: these are the MACs
def training_memory(layers, batch, states=1, bytes_each=4):
    params = bytes_each * sum(row[0] for row in layers)
    kept = {
        "parameters": params,
        "gradients": params,
        "optimizer": states * params,
        "activations": batch * bytes_each * sum(row[1] for row in layers),
    }
    kept["total"] = sum(kept.values())
    return kept
