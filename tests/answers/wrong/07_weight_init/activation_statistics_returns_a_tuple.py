# message: should return a dict
def activation_statistics(x, weights, nonlinearity, upstream):
    leaves = [w.detach().requires_grad_() for w in weights]
    outputs, h = [], x
    for w in leaves:
        h = nonlinearity(h @ w.T)
        outputs.append(h)
    gradients = torch.autograd.grad(h, leaves, grad_outputs=upstream)
    outputs = [output.detach() for output in outputs]
    return outputs, gradients, [float(o.std()) for o in outputs], [float(g.std()) for g in gradients]
