def data_dependent(model, x):
    def rescale(layer, inputs, output):
        dims = tuple(d for d in range(output.dim()) if d != 1)
        mean = output.mean(dim=dims, keepdim=True)
        std = output.std(dim=dims, keepdim=True, unbiased=False)
        std[std < 1e-6] = 1
        layer.weight.copy_((layer.weight.flatten(1) / std.flatten()[:, None]).view_as(layer.weight))
        layer.bias.sub_(mean.flatten()).div_(std.flatten())
        return (output - mean) / std

    layers = [m for m in model if hasattr(m, "weight")]
    handles = [layer.register_forward_hook(rescale) for layer in layers]
    with torch.no_grad():
        model(x)
    for handle in handles:
        handle.remove()
