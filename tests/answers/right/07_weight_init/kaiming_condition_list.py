def kaiming_condition():
    first = D_in * var_w * E_x2
    second = first.subs(E_x2, relu_half_of(leak) * var_y)
    third = sympy.solve(second / var_y - 1, var_w)[0]
    fourth = sympy.limit(third, leak, 0)
    return [first, second, third, fourth, fourth.subs(D_in, C_in * K**2)]


def relu_half_of(a):
    return (a**2 + 1) / 2
