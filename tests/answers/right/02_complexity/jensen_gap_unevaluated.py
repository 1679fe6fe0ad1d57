import sympy


def jensen_gap(p, q):
    losses = sympy.Matrix([p, q]).applyfunc(lambda x: -sympy.log(x))
    mean = sum(losses) / 2
    whole = sympy.log(2) - sympy.log(p + q)
    square = sympy.Pow(p - q, 2, evaluate=False)
    below = 2 * sympy.sqrt(p * q) * (sympy.sqrt(p) + sympy.sqrt(q)) ** 2
    return [mean, whole, mean - whole, sympy.Mul(square, 1 / below, evaluate=False)]
