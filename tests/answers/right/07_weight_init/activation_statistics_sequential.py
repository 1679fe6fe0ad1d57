def activation_statistics(x, weights, nonlinearity, upstream):
    """With nn.Linear and backward; NumPy's deviation, which divides by N."""
    layers = []
    for w in weights:
        layer = torch.nn.Linear(w.shape[1], w.shape[0], bias=False).to(w.dtype)
        with torch.no_grad():
            layer.weight.copy_(w)
        layers.append(layer)
    outputs = []
    for layer in layers:
        x = nonlinearity(layer(x))
        outputs.append(x)
    x.backward(upstream)
    outputs = [o.detach().numpy() for o in outputs]
    gradients = [layer.weight.grad.numpy() for layer in layers]
    return {
        "gradient_std": np.array([g.std() for g in gradients]),
        "std": tuple(o.std() for o in outputs),
        "outputs": outputs,
        "gradients": gradients,
    }
