import torch


def zigzag_path(x, targets, start, rate, steps):
    """PyTorch's own optimiser; returns a tensor."""
    x, targets = (torch.tensor(a, dtype=torch.float64) for a in (x, targets))
    w = torch.tensor(start, dtype=x.dtype, requires_grad=True)
    optimiser = torch.optim.SGD([w], lr=rate)
    path = [w.detach().clone()]
    for k in range(steps):
        i = k % len(x)
        optimiser.zero_grad()
        (0.5 * (w @ x[i] - targets[i]) ** 2).backward()
        optimiser.step()
        path.append(w.detach().clone())
    return torch.stack(path)
