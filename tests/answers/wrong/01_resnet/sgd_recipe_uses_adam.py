# message: Adam (or a relative of it), not SGD
def sgd_recipe(model, patience=5):
    optimiser = torch.optim.Adam(model.parameters(), lr=0.1, weight_decay=1e-4)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimiser, factor=0.1, patience=patience)
    return optimiser, scheduler, 256
