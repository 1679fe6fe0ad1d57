def inception_params(spec):
    came, one, r3, three, r5, five, project = spec
    convs = [(came, one, 1), (came, r3, 1), (r3, three, 3), (came, r5, 1), (r5, five, 5), (came, project, 1)]
    return sum(conv_cost(*conv, (9, 9))[0] for conv in convs), one + three + five + project
