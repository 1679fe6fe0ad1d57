# message: the running averages are none
def rewind(model, start, masks):
    model.load_state_dict({n: v * masks[n] if n in masks else v for n, v in start.items()})
