# message: leaves a gradient behind in its argument weights
def activation_statistics(x, weights, nonlinearity, upstream):
    h, outputs = x, []
    for w in weights:
        w.requires_grad = True
        h = nonlinearity(h @ w.T)
        outputs.append(h)
    h.backward(upstream)
    g = [w.grad.clone() for w in weights]
    for w in weights:
        w.requires_grad = False
    return {"outputs": [o.detach() for o in outputs], "gradients": g,
            "std": [float(o.std()) for o in outputs], "gradient_std": [float(v.std()) for v in g]}
