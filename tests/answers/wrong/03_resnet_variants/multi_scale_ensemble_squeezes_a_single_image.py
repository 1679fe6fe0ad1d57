# message: single image
def multi_scale_ensemble(models, images, sizes):
    total = 0
    with torch.no_grad():
        for model in models:
            modes = [(part, part.training) for part in model.modules()]
            model.eval()
            for size in sizes:
                resized = F.interpolate(images, size=(size, size), mode="bilinear", align_corners=False)
                total = total + model(resized).softmax(dim=1)
            for part, training in modes:
                part.training = training
    return (total / (len(models) * len(sizes))).squeeze()
