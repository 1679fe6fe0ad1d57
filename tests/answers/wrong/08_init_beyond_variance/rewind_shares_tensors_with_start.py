# message: changed its argument start
def rewind(model, start, masks):
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.data = start[name]
            if name in masks:
                parameter *= masks[name]
