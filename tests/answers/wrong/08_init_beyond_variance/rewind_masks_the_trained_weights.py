# message: these are the trained values where the mask allows
def rewind(model, start, masks):
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name in masks:
                parameter *= masks[name]
