# message: a model that stands twice in the list is in evaluation mode afterwards
def multi_scale_ensemble(models, images, sizes):
    modes = []
    for model in models:
        modes += [(m, m.training) for m in model.modules()]
        model.eval()
    total = 0
    with torch.no_grad():
        for s in sizes:
            small = F.interpolate(images, size=(s, s), mode="bilinear", align_corners=False)
            for model in models:
                total = total + model(small).softmax(dim=1)
    for m, mode in modes:
        m.training = mode
    return total / (len(models) * len(sizes))
