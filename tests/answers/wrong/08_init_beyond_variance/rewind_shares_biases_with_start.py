# message: shares memory with `start`
def rewind(model, start, masks):
    for name, parameter in model.named_parameters():
        parameter.data = start[name] * masks[name] if name in masks else start[name]
