# message: draw a fresh matrix for each
def lsuv(model, batches, tol=0.1, max_iterations=10):
    counts = []
    with torch.no_grad():
        for place, layer in enumerate(model):
            if not isinstance(layer, (nn.Linear, nn.Conv2d)):
                continue
            if not counts or layer.weight.shape != last.shape:
                last = nn.init.orthogonal_(torch.empty_like(layer.weight))
            layer.weight.copy_(last)
            nn.init.zeros_(layer.bias)
            for t in range(max_iterations + 1):
                var = model[: place + 1](batches[t % len(batches)].clone()).var(correction=0)
                if abs(var - 1) < tol or t == max_iterations:
                    break
                layer.weight /= var.sqrt()
            counts.append(t)
    return counts
