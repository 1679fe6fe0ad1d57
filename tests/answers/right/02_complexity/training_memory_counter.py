from collections import Counter


def training_memory(layers, batch, states=1, bytes_each=4):
    kept = Counter(parameters=0, gradients=0, optimizer=0, activations=0)
    for params, _, outputs in layers:
        kept.update(
            parameters=params, gradients=params, optimizer=states * params, activations=batch * outputs
        )
    found = {name: count * bytes_each for name, count in kept.items()}
    found["total"] = float(sum(found.values()))
    return found
