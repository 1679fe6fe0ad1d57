# message: changed its argument start
def rewind(model, start, masks):
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name in masks:
                start[name] *= masks[name]
            parameter.copy_(start[name])
