# message: this is Nesterov's momentum
def sgd_recipe(model, patience=5):
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4, nesterov=True)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimiser, factor=0.1, patience=patience)
    return optimiser, scheduler, 256
