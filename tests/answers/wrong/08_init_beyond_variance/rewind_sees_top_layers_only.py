# message: 0.0.weight of a network
def rewind(model, start, masks):
    with torch.no_grad():
        for name, p in [
            (f"{a}.{b}", p) for a, m in model.named_children() for b, p in m.named_parameters(recurse=False)
        ]:
            value = start[name]
            if name in masks:
                value = value * masks[name]
            p.copy_(value)
