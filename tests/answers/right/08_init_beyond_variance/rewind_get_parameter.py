@torch.no_grad()
def rewind(model, start, masks):
    for name, value in start.items():
        model.get_parameter(name).copy_(value)
    for name, mask in masks.items():
        model.get_parameter(name).masked_fill_(mask.logical_not(), 0.0)
