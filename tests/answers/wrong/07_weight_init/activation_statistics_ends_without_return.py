# message: returns nothing
def activation_statistics(x, weights, nonlinearity, upstream):
    leaves = [w.detach().requires_grad_() for w in weights]
    outputs, h = [], x
    for w in leaves:
        h = nonlinearity(h @ w.T)
        outputs.append(h)
    gradients = torch.autograd.grad(h, leaves, grad_outputs=upstream)
    outputs = [output.detach() for output in outputs]
    found = {
        "outputs": outputs,
        "gradients": list(gradients),
        "std": [float(output.std()) for output in outputs],
        "gradient_std": [float(gradient.std()) for gradient in gradients],
    }
