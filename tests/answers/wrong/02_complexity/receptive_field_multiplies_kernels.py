# message: fields do not multiply
def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride in layers:
        field *= kernel
        jump *= stride
    return field, jump
