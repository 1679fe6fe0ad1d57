# message: only the layer just before counts
def receptive_field(layers):
    field, jump, before = 1, 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * before
        before = stride
        jump *= stride
    return field, jump
