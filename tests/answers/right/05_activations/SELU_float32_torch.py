import torch


class SELU:
    LAM = 1.0507009873554804934193349852946
    ALPHA = 1.6732632423543772848170429916717

    def forward(self, x):
        self.x = torch.Tensor(x).requires_grad_()
        self.y = torch.nn.functional.selu(self.x)
        return self.y

    def backward(self, dy):
        return torch.autograd.grad(self.y, self.x, torch.Tensor(dy), retain_graph=True)[0]
