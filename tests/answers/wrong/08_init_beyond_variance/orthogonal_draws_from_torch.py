# message: two generators in the same state give two results
def orthogonal(shape, rng, gain=1.0):
    return gain * nn.init.orthogonal_(torch.empty(*shape))
