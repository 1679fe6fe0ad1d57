# message: have weights of their own
def inception_params(spec):
    came, one, r3, three, r5, five, project = spec
    params = came * (one + project) + 9 * r3 * three + 25 * r5 * five
    params += one + three + five + project
    return params, one + three + five + project
