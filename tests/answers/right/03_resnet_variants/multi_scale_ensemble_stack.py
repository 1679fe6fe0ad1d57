def multi_scale_ensemble(models, images, sizes):
    parts = [part for model in models for part in model.modules()]
    was = [part.training for part in parts]
    try:
        with torch.inference_mode():
            resized = [F.interpolate(images, (s, s), mode="bilinear", align_corners=False) for s in sizes]
            answers = [model.eval()(x).log_softmax(-1).exp() for model in models for x in resized]
            return torch.stack(answers).mean(0).clone()
    finally:
        for part, mode in zip(parts, was):
            part.training = mode
