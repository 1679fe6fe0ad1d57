# message: is not what it should be
def inception_params(spec):
    return 1055, 19
