import torch


class PReLU:
    """Autograd differentiates by x and by alpha; the pair comes back as tensors."""

    def __init__(self, alpha=0.25):
        self.alpha = alpha

    def forward(self, x):
        self.x = torch.tensor(x, requires_grad=True)
        self.slope = torch.tensor(float(self.alpha), dtype=self.x.dtype, requires_grad=True)
        self.y = torch.nn.functional.prelu(self.x, self.slope)
        return self.y

    def backward(self, dy):
        return torch.autograd.grad(self.y, (self.x, self.slope), torch.as_tensor(dy), retain_graph=True)
