# message: the deviation is rounded
def activation_statistics(x, weights, nonlinearity, upstream):
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
