# message: switches requires_grad of weights off
def activation_statistics(x, weights, nonlinearity, upstream):
    for w in weights:
        w.requires_grad_(True)
    h, outputs = x, []
    for w in weights:
        h = nonlinearity(h @ w.T)
        outputs.append(h)
    (h * upstream).sum().backward()
    for w in weights:
        w.requires_grad_(False)
    outputs = [o.detach() for o in outputs]
    grads = [w.grad for w in weights]
    return {
        "outputs": outputs,
        "gradients": grads,
        "std": [o.std().item() for o in outputs],
        "gradient_std": [g.std().item() for g in grads],
    }
