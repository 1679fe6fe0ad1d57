class Plateau:
    def __init__(self, optimiser, patience):
        self.optimiser, self.patience = optimiser, patience
        self.best, self.waited = float("inf"), 0

    def step(self, error):
        if error < self.best:
            self.best, self.waited = error, 0
            return
        self.waited += 1
        if self.waited > self.patience:
            self.waited = 0
            for group in self.optimiser.param_groups:
                group["lr"] *= 0.1


def sgd_recipe(model, patience=5):
    weights = [{"params": [p]} for p in model.parameters()]
    optimiser = torch.optim.SGD(weights, lr=0.1, momentum=0.9, weight_decay=0.0001)
    return [optimiser, Plateau(optimiser, patience), 256]
