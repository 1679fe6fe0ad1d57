# message: only the four ways' ends count
def inception_params(spec):
    came, one, r3, three, r5, five, project = spec
    params = came * (one + r3 + r5 + project) + 9 * r3 * three + 25 * r5 * five
    params += sum(spec[1:])
    return params, sum(spec[1:])
