# message: only the last model counts
def multi_scale_ensemble(models, images, sizes):
    modes = [m.training for m in models]
    total = 0
    with torch.no_grad():
        for m in models:
            total = 0
            m.eval()
            for s in sizes:
                x = F.interpolate(images, size=(s, s), mode="bilinear", align_corners=False)
                total = total + F.softmax(m(x), dim=1)
    for m, mode in zip(models, modes):
        m.train(mode)
    return total / len(sizes)
