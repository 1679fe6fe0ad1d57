# message: model.eval() switches the model and every module inside it
def multi_scale_ensemble(models, images, sizes):
    modes = [[(m, m.training) for m in model.modules()] for model in models]
    total, count = 0, 0
    with torch.no_grad():
        for model in models:
            for child in model.children():
                child.eval()
            for s in sizes:
                small = F.interpolate(images, size=(s, s), mode="bilinear", align_corners=False)
                total = total + model(small).softmax(dim=1)
                count += 1
    for saved in modes:
        for m, mode in saved:
            m.training = mode
    return total / count
