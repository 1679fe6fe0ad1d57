import torch


class Maxout:
    """Three gradients by autograd; these come back as tensors."""

    def __init__(self, w, b):
        self.w = torch.tensor(w, requires_grad=True)
        self.b = torch.tensor(b, requires_grad=True)

    def forward(self, x):
        self.x = torch.tensor(x, requires_grad=True)
        maps = [self.x @ w + b for w, b in zip(self.w, self.b, strict=True)]
        self.y = torch.stack(maps).amax(dim=0)
        return self.y.detach().numpy()

    def backward(self, dy):
        return torch.autograd.grad(self.y, (self.x, self.w, self.b), torch.as_tensor(dy), retain_graph=True)
