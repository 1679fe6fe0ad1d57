# message: training_memory changed its argument layers
def training_memory(layers, batch, states=1, bytes_each=4):
    layers.sort(key=lambda row: row[2], reverse=True)  # largest first
    params = sum(row[0] for row in layers)
    activations = sum(row[2] for row in layers)
    kept = {
        "parameters": params * bytes_each,
        "gradients": params * bytes_each,
        "optimizer": states * params * bytes_each,
        "activations": batch * activations * bytes_each,
    }
    kept["total"] = sum(kept.values())
    return kept
