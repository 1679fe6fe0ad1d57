# message: lacks the keys ['total']
def training_memory(layers, batch, states=1, bytes_each=4):
    params = bytes_each * sum(row[0] for row in layers)
    return {
        "parameters": params,
        "gradients": params,
        "optimizer": states * params,
        "activations": batch * bytes_each * sum(row[2] for row in layers),
    }
