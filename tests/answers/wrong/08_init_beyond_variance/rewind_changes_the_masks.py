# message: rewind changed which names `masks` has
def rewind(model, start, masks):
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            masks.setdefault(name, torch.ones_like(parameter, dtype=torch.bool))
            parameter.copy_(start[name] * masks[name])
