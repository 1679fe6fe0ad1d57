# message: switches requires_grad of weights off
def activation_statistics(x, weights, nonlinearity, upstream):
    for w in weights:
        w.requires_grad_(True)
        w.grad = None
    h, outputs = x, []
    for w in weights:
        h = nonlinearity(h @ w.T)
        outputs.append(h)
    (h * upstream).sum().backward()
    grads = [w.grad.clone() for w in weights]
    for w in weights:
        w.requires_grad_(False)
        w.grad = None
    outputs = [o.detach() for o in outputs]
    return {
        "outputs": outputs,
        "gradients": grads,
        "std": [o.std().item() for o in outputs],
        "gradient_std": [g.std().item() for g in grads],
    }
