def path_outputs(x, reduce, transform, expand, cardinality):
    parts = zip(reduce.chunk(cardinality), transform.chunk(cardinality), expand.chunk(cardinality, dim=1))
    return torch.stack(
        [F.conv2d(F.conv2d(F.conv2d(x, r).relu(), t, padding="same").relu(), e) for r, t, e in parts]
    )
