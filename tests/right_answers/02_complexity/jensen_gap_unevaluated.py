import sympy


def jensen_gap(p, q):
    losses = sympy.Matrix([p, q]).applyfunc(lambda x: -sympy.log(x))
    mean = sum(losses) / 2
    whole = sympy.log(2) - sympy.log(p + q)
    return [mean, whole, mean - whole, sympy.exp(mean - whole, evaluate=False) - 1]
