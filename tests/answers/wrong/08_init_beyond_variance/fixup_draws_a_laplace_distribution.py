# message: the weights are not normal
def fixup(branches, head):
    with torch.no_grad():
        for branch in branches:
            for layer in branch:
                std = (2 / layer.weight[0].numel()) ** 0.5
                if len(branch) > 1:
                    std *= len(branches) ** (-1 / (2 * len(branch) - 2))
                laplace = torch.distributions.Laplace(0.0, std / 2**0.5)
                layer.weight.copy_(laplace.sample(layer.weight.shape))
                if layer.bias is not None:
                    nn.init.zeros_(layer.bias)
            nn.init.zeros_(branch[-1].weight)
        for p in head.parameters():
            nn.init.zeros_(p)
