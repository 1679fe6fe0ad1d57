def residual_jacobian(blocks):
    """Return the derivation above as a dict: name of the line -> SymPy expression.

    blocks: the number L of blocks, an int of 1 or more.
    The names are "plain", "residual", "open gates", "equal slopes", "small slopes". The
    symbols are slope(1) … slope(L), gate(1) … gate(L), and f for the common slope.
    """
    numbers = range(1, blocks + 1)
    return {
        "plain": sympy.prod([gate(i) * slope(i) for i in numbers]),
        "residual": sympy.prod([gate(i) * (1 + slope(i)) for i in numbers]),
        "open gates": sympy.prod([1 + slope(i) for i in numbers]),
        "equal slopes": (1 + f) ** blocks,
        "small slopes": sympy.series((1 + f) ** blocks, f, 0, 2).removeO(),
    }
