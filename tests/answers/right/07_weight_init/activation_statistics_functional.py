def activation_statistics(x, weights, nonlinearity, upstream):
    def run(*parts):
        outputs = [x]
        for w in parts:
            outputs.append(nonlinearity(torch.einsum("nd,ed->ne", outputs[-1], w)))
        return tuple(outputs[1:])

    outputs, pull = torch.func.vjp(run, *weights)
    below = tuple(torch.zeros_like(o) for o in outputs[:-1])
    gradients = pull((*below, upstream))
    spread = lambda tensors: [t.std(correction=0).item() for t in tensors]
    return dict(
        outputs=list(outputs), gradients=gradients, std=spread(outputs), gradient_std=spread(gradients)
    )
