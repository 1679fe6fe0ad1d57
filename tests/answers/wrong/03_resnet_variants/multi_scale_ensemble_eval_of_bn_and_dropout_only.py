# message: model.eval() switches the model and every module inside it
def multi_scale_ensemble(models, images, sizes):
    switched = [
        (part, part.training)
        for model in models
        for part in model.modules()
        if isinstance(part, (nn.BatchNorm2d, nn.Dropout))
    ]
    for part, _ in switched:
        part.eval()
    chances = []
    with torch.no_grad():
        for s in sizes:
            resized = F.interpolate(images, size=(s, s), mode="bilinear", align_corners=False)
            chances += [F.softmax(model(resized), dim=1) for model in models]
    for part, mode in switched:
        part.train(mode)
    return torch.stack(chances).mean(dim=0)
