class Momentum(torch.optim.Optimizer):
    def __init__(self, weights):
        super().__init__(list(weights), {"lr": 0.1, "momentum": 0.9, "weight_decay": 1e-4})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                change = p.grad + group["weight_decay"] * p
                buffer = self.state[p].setdefault("velocity", torch.zeros_like(p))
                buffer.mul_(group["momentum"]).add_(change)
                p.add_(buffer, alpha=-group["lr"])


def sgd_recipe(model, patience=5):
    optimiser = Momentum(model.parameters())
    schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(optimiser, "min", 0.1, patience, threshold=0)
    return optimiser, schedule, 2**8
