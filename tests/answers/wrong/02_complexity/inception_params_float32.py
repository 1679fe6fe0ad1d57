# message: too large to be exact in float32
def inception_params(spec):
    came, one, r3, three, r5, five, project = torch.tensor(spec, dtype=torch.float32)
    params = (came + 1) * (one + r3 + r5 + project) + (9 * r3 + 1) * three + (25 * r5 + 1) * five
    return int(params), int(one + three + five + project)
