# message: nothing happened
def data_dependent(model, x):
    for layer in model:
        x = layer(x)
