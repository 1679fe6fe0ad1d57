# message: there is no pause (cooldown)
def sgd_recipe(model, patience=5):
    """Return (optimiser, scheduler, batch_size) as in He et al. 2015, section 3.4.

    optimiser: a torch.optim optimiser over all of the model's parameters: SGD with the
    paper's rate, momentum (not Nesterov's) and weight decay.
    scheduler: its method step(validation_error) is called after every epoch with a number,
    lower is better. It divides the optimiser's rate by 10 once the error has not reached a
    new low for more than `patience` epochs in a row, and then counts from 0 again, as often
    as it takes. A new low is one that is lower by more than a ten-thousandth of the last.
    batch_size: the paper's, an int.
    """
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimiser, mode="min", factor=0.1, patience=patience, cooldown=3
    )
    return optimiser, scheduler, 256
