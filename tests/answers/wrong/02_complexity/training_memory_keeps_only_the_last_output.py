# message: only the last layer's activations
def training_memory(layers, batch, states=1, bytes_each=4):
    params = bytes_each * sum(row[0] for row in layers)
    kept = {
        "parameters": params,
        "gradients": params,
        "optimizer": states * params,
        "activations": batch * bytes_each * layers[-1][2],
    }
    kept["total"] = sum(kept.values())
    return kept
