# message: the assumption has not been used yet
def residual_jacobian(blocks):
    numbers = range(1, blocks + 1)
    return {
        "plain": sympy.prod([gate(i) * slope(i) for i in numbers]),
        "residual": sympy.prod([gate(i) * (1 + slope(i)) for i in numbers]),
        "open gates": sympy.prod([gate(i) * (1 + slope(i)) for i in numbers]),
        "equal slopes": (1 + f) ** blocks,
        "small slopes": 1 + blocks * f,
    }
