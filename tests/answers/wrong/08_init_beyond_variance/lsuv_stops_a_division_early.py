# message: this is a division too few
def lsuv(model, batches, tol=0.1, max_iterations=10):
    counts = []
    with torch.no_grad():
        for place, layer in enumerate(model):
            if not isinstance(layer, (nn.Linear, nn.Conv2d)):
                continue
            nn.init.orthogonal_(layer.weight)
            nn.init.zeros_(layer.bias)
            for t in range(max_iterations + 1):
                var = model[: place + 1](batches[t % len(batches)]).var(correction=0)
                if abs(var - 1) < tol or t >= max_iterations - 1:
                    break
                layer.weight /= var.sqrt()
            counts.append(t)
    return counts
