# message: this looks at the last layer only
def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride in layers:
        field = (kernel - 1) * jump + 1
        jump *= stride
    return field, jump
