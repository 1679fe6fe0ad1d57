# message: too large to be exact in float32
def training_memory(layers, batch, states=1, bytes_each=4):
    table = torch.Tensor(layers)
    params, _, activations = table.sum(dim=0) * bytes_each
    return {
        "parameters": params,
        "gradients": params,
        "optimizer": states * params,
        "activations": activations * batch,
        "total": (2 + states) * params + activations * batch,
    }
