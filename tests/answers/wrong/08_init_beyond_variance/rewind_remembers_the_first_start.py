# message: after the second rewinding
_first = {}


def rewind(model, start, masks):
    with torch.no_grad():
        for name, p in model.named_parameters():
            value = _first.setdefault((name, p.shape), start[name].clone())
            if name in masks:
                value = value * masks[name]
            p.copy_(value)
