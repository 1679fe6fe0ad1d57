import torch


class ReLU:
    def forward(self, x):
        self.x = torch.as_tensor(x)
        return torch.clamp(self.x, min=0)

    def backward(self, dy):
        return torch.as_tensor(dy) * (self.x > 0)
