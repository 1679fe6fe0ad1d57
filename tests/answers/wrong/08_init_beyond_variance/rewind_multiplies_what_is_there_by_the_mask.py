# message: the filters after rewinding, a pruned one of which was NaN
def rewind(model, start, masks):
    with torch.no_grad():
        for name, p in model.named_parameters():
            if name in masks:
                m = masks[name]
                p[m] = start[name][m]
                p.mul_(m)
            else:
                p.copy_(start[name])
