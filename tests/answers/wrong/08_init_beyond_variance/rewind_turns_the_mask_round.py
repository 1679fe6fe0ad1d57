# message: the mask is turned round
def rewind(model, start, masks):
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(start[name])
            if name in masks:
                parameter *= ~masks[name]
