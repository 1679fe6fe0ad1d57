# message: the deviation is rounded
def activation_statistics(x, weights, nonlinearity, upstream):
    """Return what happens inside a stack of layers, forward and backward, as a dict.

    x: float tensor (N, D_0). weights: list of float tensors, the l-th of shape
    (D_l, D_{l-1}), as in nn.Linear. nonlinearity: a function of one tensor that acts
    entry by entry, such as torch.tanh. upstream: (N, D_L), the loss gradient with
    respect to the last layer's output. None of them is changed, nor set to require a
    gradient. Weights that are parameters of a model, as in nn.Linear, go on requiring a
    gradient, and their .grad stays as it is.
    Layer l computes nonlinearity(h @ W.T) from the output h of the layer before.
    "outputs": list of every layer's output, (N, D_l), first layer first.
    "gradients": list of the loss gradients with respect to each weight matrix, in the
    order and the shapes of `weights`.
    "std" and "gradient_std": lists of floats, the deviation over all entries of each
    output, and of each gradient (whether divided by n or by n - 1 does not matter).
    """
    leaves = [w.detach().requires_grad_() for w in weights]
    outputs, h = [], x
    for w in leaves:
        h = nonlinearity(h @ w.T)
        outputs.append(h)
    gradients = torch.autograd.grad(h, leaves, grad_outputs=upstream)
    outputs = [output.detach() for output in outputs]
    return {
        "outputs": outputs,
        "gradients": list(gradients),
        "std": [round(float(output.std()), 6) for output in outputs],
        "gradient_std": [round(float(gradient.std()), 6) for gradient in gradients],
    }
