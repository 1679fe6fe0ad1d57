# message: a square W is transposed as well
def activation_statistics(x, weights, nonlinearity, upstream):
    ws = [w.detach().clone().requires_grad_() for w in weights]
    h, outputs = x.detach(), []
    for w in ws:
        h = nonlinearity(h @ w.T if w.shape[0] != w.shape[1] else h @ w)
        outputs.append(h)
    grads = torch.autograd.grad(h, ws, grad_outputs=upstream)
    return {
        "outputs": [o.detach() for o in outputs],
        "gradients": list(grads),
        "std": [o.std().item() for o in outputs],
        "gradient_std": [g.std().item() for g in grads],
    }
