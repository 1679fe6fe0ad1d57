# message: changes the list weights
def activation_statistics(x, weights, nonlinearity, upstream):
    h, outs, ws = x, [], []
    while weights:
        w = weights.pop(0).detach().clone().requires_grad_()
        ws.append(w)
        h = nonlinearity(h @ w.T)
        outs.append(h)
    g = torch.autograd.grad(h, ws, upstream)
    return {
        "outputs": outs,
        "gradients": g,
        "std": [float(o.std()) for o in outs],
        "gradient_std": [float(v.std()) for v in g],
    }
