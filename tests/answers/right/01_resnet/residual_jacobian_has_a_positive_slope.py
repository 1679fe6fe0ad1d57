def residual_jacobian(blocks):
    n = range(1, blocks + 1)
    f = sympy.Symbol("f", positive=True)
    return {
        "plain": sympy.prod([gate(i) * slope(i) for i in n]),
        "residual": sympy.prod([gate(i) * (1 + slope(i)) for i in n]),
        "open gates": sympy.prod([1 + slope(i) for i in n]),
        "equal slopes": (1 + f) ** blocks,
        "small slopes": 1 + blocks * f,
    }
