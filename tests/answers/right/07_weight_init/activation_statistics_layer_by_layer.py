def activation_statistics(x, weights, nonlinearity, upstream):
    """The chain rule layer by layer, with the local slope from autograd."""
    inputs, slopes = [x], []
    for w in weights:
        z = (inputs[-1] @ w.T).requires_grad_()
        h = nonlinearity(z)
        slopes.append(torch.autograd.grad(h.sum(), z)[0])
        inputs.append(h.detach())
    dh, gradients = upstream, []
    for w, slope, h in reversed(list(zip(weights, slopes, inputs))):
        gradients = [(dh * slope).T @ h] + gradients
        dh = (dh * slope) @ w
    outputs = inputs[1:]
    return {
        "outputs": outputs,
        "gradients": gradients,
        "std": torch.stack([o.std() for o in outputs]),
        "gradient_std": torch.stack([g.std() for g in gradients]),
    }
