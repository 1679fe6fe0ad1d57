from torch import nn


def constant_init_gradient_rank(x, targets, hidden, value, noise=0.0, seed=0):
    torch.manual_seed(seed)
    network = nn.Sequential(
        nn.Linear(x.shape[1], hidden, bias=False), nn.Tanh(), nn.Linear(hidden, 1, bias=False)
    ).double()
    for p in network.parameters():
        nn.init.normal_(p, value, noise) if noise else nn.init.constant_(p, value)
    loss = nn.functional.mse_loss(network(x).squeeze(1), targets) / 2
    loss.backward()
    gradient = network[0].weight.grad
    return [gradient, torch.linalg.matrix_rank(gradient, rtol=1e-9)]
