# message: other parameters take gradients afterwards than before
def multi_scale_ensemble(models, images, sizes):
    modes = [(part, part.training) for model in models for part in model.modules()]
    total = 0
    with torch.no_grad():
        for model in models:
            model.eval()
            for s in sizes:
                resized = F.interpolate(images, (s, s), mode="bilinear", align_corners=False)
                total = total + model(resized).softmax(-1)
    for part, mode in modes:
        part.training = mode
        part.requires_grad_(True)
    return total / (len(models) * len(sizes))
