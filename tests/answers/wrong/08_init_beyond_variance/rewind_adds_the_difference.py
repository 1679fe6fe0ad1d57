# message: the filters after rewinding
def rewind(model, start, masks):
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter += start[name] - parameter
            if name in masks:
                parameter *= masks[name]
