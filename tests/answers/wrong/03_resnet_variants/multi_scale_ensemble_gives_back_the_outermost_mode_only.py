# message: Likely mistake: only the mode of the whole model, or of its direct parts, is remembered
def multi_scale_ensemble(models, images, sizes):
    total = 0
    with torch.no_grad():
        for model in models:
            was = model.training
            model.eval()
            for size in sizes:
                resized = F.interpolate(images, size=(size, size), mode="bilinear", align_corners=False)
                total = total + model(resized).softmax(dim=1)
            model.train(was)
    return total / (len(models) * len(sizes))
