import sympy


def solve_selu():
    """SymPy integrates and evaluates; thirty digits exactly."""
    z = sympy.symbols("z", real=True)
    density = sympy.exp(-(z**2) / 2) / sympy.sqrt(2 * sympy.pi)
    bracket = sympy.exp(z) - 1
    mean_left = sympy.integrate(sympy.expand(bracket * density), (z, -sympy.oo, 0))
    square_left = sympy.integrate(sympy.expand(bracket**2 * density), (z, -sympy.oo, 0))
    alpha = -1 / sympy.sqrt(2 * sympy.pi) / mean_left
    lam = 1 / sympy.sqrt(sympy.Rational(1, 2) + alpha**2 * square_left)
    return str(lam.evalf(30)), str(alpha.evalf(30))
