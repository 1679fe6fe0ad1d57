def sgd_recipe(model, patience=5):
    settings = dict(lr=1e-1, momentum=0.9, dampening=0, weight_decay=1e-4, nesterov=False)
    optimiser = torch.optim.SGD(list(model.parameters()), **settings, foreach=False)
    by_error = torch.optim.lr_scheduler.ReduceLROnPlateau
    return optimiser, by_error(optimiser, factor=0.1, patience=patience, min_lr=1e-6), 256
