# message: this is averaged over the batch
def activation_statistics(x, weights, nonlinearity, upstream):
    leaves = [w.detach().clone().requires_grad_() for w in weights]
    outputs, h = [], x
    for w in leaves:
        h = nonlinearity(h @ w.T)
        outputs.append(h)
    gradients = torch.autograd.grad((h * upstream).sum() / len(x), leaves)
    outputs = [output.detach() for output in outputs]
    return {
        "outputs": outputs,
        "gradients": list(gradients),
        "std": [float(output.std()) for output in outputs],
        "gradient_std": [float(gradient.std()) for gradient in gradients],
    }
