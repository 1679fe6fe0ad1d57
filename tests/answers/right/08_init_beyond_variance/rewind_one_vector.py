def rewind(model, start, masks):
    values = {name: start[name].detach().numpy().copy() for name, _ in model.named_parameters()}
    for name, mask in masks.items():
        values[name][~np.asarray(mask)] = 0
    vector = torch.cat([torch.from_numpy(v).flatten() for v in values.values()])
    nn.utils.vector_to_parameters(vector, model.parameters())
