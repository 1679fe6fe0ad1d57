# message: the factor is L
def residual_jacobian(blocks):
    numbers = range(1, blocks + 1)
    return {
        "plain": sympy.prod([gate(i) * slope(i) for i in numbers]),
        "residual": sympy.prod([gate(i) * (1 + slope(i)) for i in numbers]),
        "open gates": sympy.prod([1 + slope(i) for i in numbers]),
        "equal slopes": (1 + f) ** blocks,
        "small slopes": 1 + 2 * f if blocks == 2 else 1 + f,
    }
