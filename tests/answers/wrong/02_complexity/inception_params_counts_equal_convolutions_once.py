# message: two convolutions may be alike
def inception_params(spec):
    c, one, r3, three, r5, five, proj = spec
    convs = [(c, one, 1), (c, r3, 1), (r3, three, 3), (c, r5, 1), (r5, five, 5), (c, proj, 1)]
    return sum(a * b * k * k + b for a, b, k in set(convs)), one + three + five + proj
