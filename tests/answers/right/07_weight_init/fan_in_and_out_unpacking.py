def fan_in_and_out(shape):
    outputs, inputs, *window = shape
    for side in window:
        inputs *= side
        outputs *= side
    return [inputs, outputs]
