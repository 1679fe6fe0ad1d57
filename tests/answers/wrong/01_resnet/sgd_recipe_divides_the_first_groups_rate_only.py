# message: the others' are not
class Plateau:
    def __init__(self, optimiser, patience):
        self.optimiser, self.patience = optimiser, patience
        self.best, self.bad = float("inf"), 0

    def step(self, error):
        if error < self.best * (1 - 1e-4):
            self.best, self.bad = error, 0
        else:
            self.bad += 1
        if self.bad > self.patience:
            self.optimiser.param_groups[0]["lr"] /= 10
            self.bad = 0


def sgd_recipe(model, patience=5):
    groups = [
        {"params": [p for p in model.parameters() if p.ndim > 1]},
        {"params": [p for p in model.parameters() if p.ndim <= 1]},
    ]
    optimiser = torch.optim.SGD(groups, lr=0.1, momentum=0.9, weight_decay=1e-4)
    return optimiser, Plateau(optimiser, patience), 256
