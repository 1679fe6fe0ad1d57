import torch


class ELU(torch.nn.Module):
    """A PyTorch module in single precision, with its own backward; tensors come back."""

    def __init__(self, alpha=1.0):
        super().__init__()
        self.alpha = alpha

    def forward(self, x):
        x = torch.tensor(x, dtype=torch.float32)
        self.slope = torch.where(x > 0, torch.ones(()), self.alpha * torch.exp(x.clamp(max=0)))
        return torch.relu(x) + self.alpha * torch.expm1(x.clamp(max=0))

    def backward(self, dy):
        return torch.as_tensor(dy, dtype=torch.float32) * self.slope
