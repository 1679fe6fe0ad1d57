# message: too large to be exact in float32
def receptive_field(layers):
    if not layers:
        return 1, 1
    k, s = torch.Tensor(layers).T
    jump = torch.cat([torch.ones(1), s.cumprod(0)])
    return 1 + ((k - 1) * jump[:-1]).sum(), jump[-1]
