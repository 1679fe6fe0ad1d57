@torch.no_grad()
def lsuv(model, batches, tol=0.1, max_iterations=10):
    layers = [part for part in model.children() if hasattr(part, "weight")]
    for layer in layers:
        torch.nn.init.orthogonal_(layer.weight, gain=1)
        layer.bias.zero_()
    counts = np.zeros(len(layers), dtype=int)
    for i, layer in enumerate(layers):
        seen = []
        handle = layer.register_forward_hook(lambda module, args, out: seen.append(out.var(unbiased=False)))
        model(batches[0])
        while not abs(seen[-1].item() - 1) < tol and counts[i] < max_iterations:
            layer.weight.mul_(seen[-1].rsqrt())
            counts[i] += 1
            model(batches[counts[i] % len(batches)])
        handle.remove()
    return counts
