def fixup(branches, head):
    def zero(layer):
        for p in layer.parameters():
            torch.nn.init.constant_(p, 0)

    everything = sum(map(list, branches), [head])
    for layer in everything:
        zero(layer)
    for branch in branches:
        for layer in branch[:-1]:
            std = nn.init.calculate_gain("relu") / layer.weight[0].numel() ** 0.5
            nn.init.normal_(layer.weight, 0, std * len(branches) ** (0.5 / (1 - len(branch))))
