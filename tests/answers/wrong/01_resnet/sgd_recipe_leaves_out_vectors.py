# message: is not what it should be
def sgd_recipe(model, patience=5):
    optimiser = torch.optim.SGD(
        [p for p in model.parameters() if p.ndim > 1], lr=0.1, momentum=0.9, weight_decay=1e-4
    )
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimiser, factor=0.1, patience=patience)
    return optimiser, scheduler, 256
