def receptive_field(layers):
    if not layers:
        return [1, 1]
    *first, (kernel, stride) = layers
    field, jump = receptive_field(first)
    return [field + (kernel - 1) * jump, jump * stride]
