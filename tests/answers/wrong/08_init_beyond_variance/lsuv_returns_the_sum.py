# message: give one number for each
def lsuv(model, batches, tol=0.1, max_iterations=10):
    total = 0
    with torch.no_grad():
        for place, layer in enumerate(model):
            if isinstance(layer, nn.Linear | nn.Conv2d):
                nn.init.orthogonal_(layer.weight)
                nn.init.zeros_(layer.bias)
                for t in range(max_iterations + 1):
                    variance = model[: place + 1](batches[t % len(batches)]).var(correction=0)
                    if abs(variance - 1) < tol or t == max_iterations:
                        break
                    layer.weight /= variance.sqrt()
                total += t
    return total
