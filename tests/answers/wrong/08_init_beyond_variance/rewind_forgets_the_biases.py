# message: these are the trained values
def rewind(model, start, masks):
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name in masks:
                parameter.copy_(start[name] * masks[name])
