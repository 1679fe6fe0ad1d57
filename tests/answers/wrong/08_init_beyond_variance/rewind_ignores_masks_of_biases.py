# message: the mask of this parameter is not used
def rewind(model, start, masks):
    with torch.no_grad():
        for name, p in model.named_parameters():
            value = start[name]
            if name in masks and name.endswith("weight"):
                value = value * masks[name]
            p.copy_(value)
