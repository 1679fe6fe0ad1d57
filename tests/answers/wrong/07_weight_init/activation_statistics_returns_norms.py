# message: this is the norm of each gradient
def activation_statistics(x, weights, nonlinearity, upstream):
    ws = [w.detach().clone().requires_grad_() for w in weights]
    h, outputs = x.detach(), []
    for w in ws:
        h = nonlinearity(h @ w.T)
        outputs.append(h)
    grads = torch.autograd.grad(h, ws, grad_outputs=upstream)
    return {
        "outputs": [o.detach() for o in outputs],
        "gradients": list(grads),
        "std": [o.std().item() for o in outputs],
        "gradient_std": [g.norm().item() for g in grads],
    }
