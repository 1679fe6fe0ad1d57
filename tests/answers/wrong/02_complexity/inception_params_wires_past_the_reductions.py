# message: see the reduced channels
def inception_params(spec):
    came, one, r3, three, r5, five, project = spec
    params = came * (one + r3 + r5 + project) + 9 * came * three + 25 * came * five
    params += one + r3 + three + r5 + five + project
    return params, one + three + five + project
