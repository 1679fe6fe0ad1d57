def rewind(model, start, masks):
    state = model.state_dict()
    for name in start:
        state[name] = start[name].clone() * masks[name] if name in masks else start[name].clone()
    model.load_state_dict(state)
