# message: no longer ask for gradients
def rewind(model, start, masks):
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.requires_grad_(False)
            parameter.copy_(start[name])
            if name in masks:
                parameter *= masks[name]
