# message: is not what it should be
def multi_scale_ensemble(models, images, sizes):
    modes = [m.training for m in models]
    total = 0
    with torch.no_grad():
        for m, s in zip(models, sizes):
            m.eval()
            if True:
                x = F.interpolate(images, size=(s, s), mode="bilinear", align_corners=False)
                total = total + F.softmax(m(x), dim=1)
    for m, mode in zip(models, modes):
        m.train(mode)
    return total / min(len(models), len(sizes))
