import torch


class ELU:
    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def forward(self, x):
        self.x = torch.from_numpy(x.copy()).requires_grad_()
        self.y = torch.nn.functional.elu(self.x, self.alpha)
        return self.y.detach().numpy()

    def backward(self, dy):
        self.x.grad = None
        self.y.backward(torch.from_numpy(dy.copy()), retain_graph=True)
        return self.x.grad.numpy()
