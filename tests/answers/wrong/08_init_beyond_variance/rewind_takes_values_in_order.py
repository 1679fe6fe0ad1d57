# message: output with shape
def rewind(model, start, masks):
    with torch.no_grad():
        for (name, p), value in zip(model.named_parameters(), start.values()):
            if name in masks:
                value = value * masks[name]
            p.copy_(value)
