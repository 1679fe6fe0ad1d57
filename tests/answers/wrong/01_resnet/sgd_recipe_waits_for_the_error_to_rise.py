# message: the rate
def sgd_recipe(model, patience=5):
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimiser, mode="max", factor=0.1, patience=patience
    )
    return optimiser, scheduler, 256
