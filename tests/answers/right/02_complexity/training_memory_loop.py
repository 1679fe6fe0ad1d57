from collections import Counter


def training_memory(layers, batch, states=1, bytes_each=4):
    memory = Counter(parameters=0, gradients=0, optimizer=0, activations=0)
    for params, _, activations in layers:
        for _ in range(bytes_each):
            memory["parameters"] += params
            memory["gradients"] += params
            memory["optimizer"] += params * states
            memory["activations"] += activations * batch
    result = dict(memory)
    result["total"] = memory.total()
    return result
