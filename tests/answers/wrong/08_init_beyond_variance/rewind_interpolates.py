# message: 0 times infinity is NaN
def rewind(model, start, masks):
    with torch.no_grad():
        for name, p in model.named_parameters():
            value = start[name]
            if name in masks:
                value = value * masks[name]
            p.lerp_(value, 1.0)
