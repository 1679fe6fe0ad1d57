# message: names from last to first
def rewind(model, start, masks):
    with torch.no_grad():
        order = iter(masks.values())
        for name, p in model.named_parameters():
            value = start[name]
            if name in masks:
                value = value * next(order)
            p.copy_(value)
