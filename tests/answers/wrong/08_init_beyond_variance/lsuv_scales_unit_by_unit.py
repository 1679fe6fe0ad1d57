# message: orthogonal directions, one factor
def lsuv(model, batches, tol=0.1, max_iterations=10):
    divisions = []
    with torch.no_grad():
        for place, layer in enumerate(model):
            if not isinstance(layer, nn.Linear | nn.Conv2d):
                continue
            nn.init.orthogonal_(layer.weight)
            nn.init.zeros_(layer.bias)
            up_to_here = model[: place + 1]
            for t in range(max_iterations + 1):
                z = up_to_here(batches[t % len(batches)])
                variance = z.transpose(0, 1).flatten(1).var(1, correction=0)
                variance = variance.reshape(-1, *[1] * (layer.weight.ndim - 1))
                if (abs(variance - 1) < tol).all() or t == max_iterations:
                    break
                layer.weight /= variance.sqrt()
            divisions.append(t)
    return divisions
