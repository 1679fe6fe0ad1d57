# message: changes its argument
def path_outputs(x, reduce, transform, expand, cardinality):
    width = transform.shape[1]
    outputs = []
    for c in range(cardinality):
        own = slice(c * width, (c + 1) * width)
        h = F.relu(F.conv2d(x, reduce[own]))
        h = F.relu(F.conv2d(h, transform[own], padding=1))
        outputs.append(F.conv2d(h, expand[:, own]))
        transform[own] = 0
    return torch.stack(outputs)
