# message: other parameters take gradients afterwards than before
def multi_scale_ensemble(models, images, sizes):
    modes = [(m, m.training) for model in models for m in model.modules()]
    for model in models:
        model.eval().requires_grad_(False)
    total = 0
    with torch.no_grad():
        for s in sizes:
            small = F.interpolate(images, size=(s, s), mode="bilinear", align_corners=False)
            for model in models:
                total = total + model(small).softmax(dim=1)
    for m, mode in modes:
        m.training = mode
    return total / (len(models) * len(sizes))
