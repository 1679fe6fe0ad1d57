# message: a network with a frozen layer
def rewind(model, start, masks):
    with torch.no_grad():
        for name, p in model.named_parameters():
            if not p.requires_grad:
                continue
            value = start[name]
            if name in masks:
                value = value * masks[name]
            p.copy_(value)
