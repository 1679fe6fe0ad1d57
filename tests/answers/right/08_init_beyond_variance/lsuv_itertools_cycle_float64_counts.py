def lsuv(model, batches, tol=0.1, max_iterations=10):
    from itertools import cycle, islice

    result = []
    with torch.inference_mode(False), torch.no_grad():
        for place in range(len(model)):
            layer = model[place]
            if layer.__class__.__name__ in ("Linear", "Conv2d"):
                nn.init.orthogonal_(layer.weight)
                nn.init.constant_(layer.bias, 0.0)
                n = 0.0
                for batch in islice(cycle(batches), max_iterations):
                    z = batch
                    for part in list(model)[: place + 1]:
                        z = part(z)
                    spread = float(z.double().var(correction=0)) ** 0.5
                    if abs(spread**2 - 1) < tol:
                        break
                    layer.weight.copy_(layer.weight / spread)
                    n += 1
                result.append(n)
    return result
