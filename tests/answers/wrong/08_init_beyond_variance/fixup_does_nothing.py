# message: fixup changed no weight at all
def fixup(branches, head):
    for branch in branches:
        for layer in branch:
            weight = torch.randn(layer.weight.shape) * (2 / layer.weight[0].numel()) ** 0.5
            weight = weight * len(branches) ** (-1 / max(2 * len(branch) - 2, 1))
