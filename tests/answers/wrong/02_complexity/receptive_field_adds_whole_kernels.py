# message: a window of k adds k - 1
def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride in layers:
        field += kernel * jump
        jump *= stride
    return field, jump
