# message: of models a, b and a again at sizes 7, 7 and 4 is not what it should be
def multi_scale_ensemble(models, images, sizes):
    modes = [(m, m.training) for model in models for m in model.modules()]
    for model in models:
        model.eval()
    total = 0
    with torch.no_grad():
        for s in set(sizes):
            small = F.interpolate(images, size=(s, s), mode="bilinear", align_corners=False)
            for model in models:
                total = total + model(small).softmax(dim=1)
    for m, mode in modes:
        m.training = mode
    return total / (len(models) * len(sizes))
