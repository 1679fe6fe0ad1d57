# message: the whole sum is in every path
def path_outputs(x, reduce, transform, expand, cardinality):
    d = transform.shape[1]
    outputs = []
    for c in range(cardinality):
        own = slice(c * d, (c + 1) * d)
        h = F.relu(F.conv2d(x, reduce[own]))
        h = F.relu(F.conv2d(h, transform[own], padding=1))
        outputs.append(F.conv2d(h, expand[:, own]))
    return torch.stack([sum(outputs)] * cardinality)
