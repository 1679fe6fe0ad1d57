# message: was not divided
class Nothing:
    def step(self, error):
        pass


def sgd_recipe(model, patience=5):
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)
    return optimiser, Nothing(), 256
