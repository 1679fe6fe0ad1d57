def ensemble(probabilities, weights=None):
    """One model at a time, as lists."""
    weights = [1.0] * len(probabilities) if weights is None else [float(w) for w in weights]
    if any(w < 0 for w in weights) or max(weights) == 0:
        raise ValueError("weights")
    rows, classes = len(probabilities[0]), len(probabilities[0][0])
    mean, total = [[0.0] * classes for _ in range(rows)], 0.0
    for model, w in zip(probabilities, weights, strict=True):
        total += w
        for n in range(rows):
            for k in range(classes):
                step = w / total if total else 0.0
                mean[n][k] += step * (float(model[n][k]) - mean[n][k])
    return mean
