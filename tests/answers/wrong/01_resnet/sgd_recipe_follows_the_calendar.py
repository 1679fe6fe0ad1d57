# message: the schedule must follow the error
class Calendar:
    def __init__(self, optimiser, every):
        self.optimiser, self.every, self.epochs = optimiser, every, 0

    def step(self, error):
        self.epochs += 1
        if self.epochs % self.every == 0:
            self.optimiser.param_groups[0]["lr"] /= 10


def sgd_recipe(model, patience=5):
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)
    return optimiser, Calendar(optimiser, 2 * patience), 256
