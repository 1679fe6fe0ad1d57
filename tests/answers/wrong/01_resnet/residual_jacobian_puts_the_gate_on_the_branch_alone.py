# message: its gate multiplies the shortcut's 1 as well
def residual_jacobian(blocks):
    numbers = range(1, blocks + 1)
    return {
        "plain": sympy.prod([gate(i) * slope(i) for i in numbers]),
        "residual": sympy.prod([(1 + gate(i) * slope(i)) for i in numbers]),
        "open gates": sympy.prod([1 + slope(i) for i in numbers]),
        "equal slopes": (1 + f) ** blocks,
        "small slopes": 1 + blocks * f,
    }
