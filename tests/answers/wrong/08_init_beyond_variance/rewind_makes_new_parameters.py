# message: the optimizer still holds the old ones
def rewind(model, start, masks):
    for name, _ in list(model.named_parameters()):
        *path, last = name.split(".")
        value = start[name].clone()
        if name in masks:
            value = value * masks[name]
        setattr(model.get_submodule(".".join(path)), last, nn.Parameter(value))
