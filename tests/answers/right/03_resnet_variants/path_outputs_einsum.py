def path_outputs(x, reduce, transform, expand, cardinality):
    width = reduce.shape[0] // cardinality
    h = torch.einsum("mi,nihw->nmhw", reduce.flatten(1), x).clamp(min=0)
    h = F.conv2d(h, transform, padding=1, groups=cardinality).clamp(min=0)
    h = h.unflatten(1, (cardinality, width))
    return torch.einsum("ocd,ncdhw->cnohw", expand.flatten(1).unflatten(1, (cardinality, width)), h)
