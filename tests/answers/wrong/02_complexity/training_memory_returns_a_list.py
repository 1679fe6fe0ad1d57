# message: should be a dictionary with the keys
def training_memory(layers, batch, states=1, bytes_each=4):
    params = bytes_each * sum(row[0] for row in layers)
    activations = bytes_each * batch * sum(row[2] for row in layers)
    values = [params, params, states * params, activations]
    return [*values, sum(values)]
