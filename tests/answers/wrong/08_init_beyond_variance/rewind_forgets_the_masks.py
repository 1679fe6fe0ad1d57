# message: the pruned weights are back
def rewind(model, start, masks):
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(start[name])
