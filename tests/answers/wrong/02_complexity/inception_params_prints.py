# message: the function ends without `return`
def inception_params(spec):
    came, one, r3, three, r5, five, project = spec
    params = came * (one + r3 + r5 + project) + 9 * r3 * three + 25 * r5 * five + sum(spec[1:])
    print(params, one + three + five + project)
