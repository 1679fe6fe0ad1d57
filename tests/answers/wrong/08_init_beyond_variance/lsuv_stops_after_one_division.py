# message: four batches, tol=0.05: the root mean square weight
def lsuv(model, batches, tol=0.1, max_iterations=10):
    divisions = []
    with torch.no_grad():
        for place, layer in enumerate(model):
            if not isinstance(layer, nn.Linear | nn.Conv2d):
                continue
            nn.init.orthogonal_(layer.weight)
            nn.init.zeros_(layer.bias)
            up_to_here = model[: place + 1]
            for t in range(min(max_iterations, 1) + 1):
                variance = up_to_here(batches[t % len(batches)]).var(correction=0)
                if abs(variance - 1) < tol or t == min(max_iterations, 1):
                    break
                layer.weight /= variance.sqrt()
            divisions.append(t)
    return divisions
