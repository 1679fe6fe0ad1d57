class Sequence:
    """One layer at a time, with what each batch has become below it."""

    def __init__(self, model, batches):
        self.model, self.seen = model, tuple(batches)

    def __iter__(self):
        for layer in self.model:
            if isinstance(layer, (nn.Linear, nn.Conv2d)):
                yield layer
            self.seen = tuple(layer(seen) for seen in self.seen)


@torch.no_grad()
def lsuv(model: nn.Sequential, batches: list, tol: float = 0.1, max_iterations: int = 10) -> list:
    sequence, divisions = Sequence(model, batches), []
    for layer in sequence:
        layer.weight.set_(nn.init.orthogonal_(torch.empty_like(layer.weight)))
        layer.bias *= 0
        count = 0
        while count < max_iterations:
            z = layer(sequence.seen[count % len(batches)]).numpy().ravel()
            variance = float(np.mean((z - z.mean(dtype=np.float64)) ** 2, dtype=np.float64))
            if -tol < variance - 1 < tol:
                break
            layer.weight.copy_(torch.tensor(layer.weight.numpy() / np.sqrt(variance)))
            count += 1
        divisions.append(torch.tensor(count))
    return divisions
