# message: the activations' too
def training_memory(layers, batch, states=1, bytes_each=4):
    params = bytes_each * sum(row[0] for row in layers)
    activations = (2 if bytes_each == 2 else 4) * batch * sum(row[2] for row in layers)
    values = params, params, states * params, activations
    names = "parameters", "gradients", "optimizer", "activations"
    return dict(zip(names, values)) | {"total": sum(values)}
