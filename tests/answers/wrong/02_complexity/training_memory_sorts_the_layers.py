# message: training_memory changed its argument layers
def training_memory(layers, batch, states=1, bytes_each=4):
    layers.sort()
    params = sum(row[0] for row in layers)
    acts = sum(row[2] for row in layers)
    out = {
        "parameters": params * bytes_each,
        "gradients": params * bytes_each,
        "optimizer": states * params * bytes_each,
        "activations": acts * batch * bytes_each,
    }
    out["total"] = sum(out.values())
    return out
