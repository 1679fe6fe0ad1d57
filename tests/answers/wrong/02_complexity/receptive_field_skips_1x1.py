# message: its stride still widens the jump
def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride in layers:
        if kernel > 1:
            field += (kernel - 1) * jump
            jump *= stride
    return field, jump
