def lsuv(model, batches, tol=0.1, max_iterations=10):
    counts = []
    inputs = [b.detach() for b in batches]
    for layer in model:
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            shape = layer.weight.shape
            u, _, vt = torch.linalg.svd(torch.randn(shape[0], layer.weight[0].numel()), full_matrices=False)
            layer.weight.data = (
                (u @ vt).reshape(shape).contiguous()
                if False
                else layer.weight.data.copy_((u @ vt).reshape(shape))
            )
            layer.bias.data.fill_(0)
            done = 0
            while True:
                z = layer(inputs[done % len(inputs)]).detach()
                v = ((z - z.mean()) ** 2).mean().item()
                if abs(v - 1) < tol or done >= max_iterations:
                    break
                layer.weight.data /= v**0.5
                done += 1
            counts.append(done)
        inputs = [layer(z).detach() for z in inputs]
    return counts
