import torch


def weight_gradient_signs(x, upstream):
    """Per-example gradients by autograd, one backward pass an example."""
    x, upstream = (torch.as_tensor(a).double() for a in (x, upstream))
    gradients = []
    for row, g in zip(x, upstream, strict=True):
        w = torch.zeros(len(row), dtype=x.dtype, requires_grad=True)
        (g * (row @ w)).backward()
        gradients.append(w.grad)
    gradients = torch.stack(gradients)
    return gradients.sign(), gradients.mean(dim=0).sign()
