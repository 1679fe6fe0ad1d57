import torch


class Tanh:
    """Both passes by PyTorch; tensors come back."""

    def forward(self, x):
        self.x = torch.tensor(x, requires_grad=True)
        self.y = torch.tanh(self.x)
        return self.y

    def backward(self, dy):
        (gradient,) = torch.autograd.grad(self.y, self.x, torch.tensor(dy), retain_graph=True)
        return gradient
