# message: is not what it should be
def receptive_field(layers):
    field, jump = 1, 0
    for kernel, stride in layers:
        field += (kernel - 1) * max(jump, 1)
        jump += stride
    return field, jump
