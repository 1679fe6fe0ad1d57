# message: a 5×5 has 25 places
def inception_params(spec):
    came, one, r3, three, r5, five, project = spec
    params = came * (one + r3 + r5 + project) + 9 * r3 * three + 9 * r5 * five
    params += one + r3 + three + r5 + five + project
    return params, one + three + five + project
