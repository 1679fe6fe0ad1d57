def backward_condition():
    """Glorot's average as the harmonic mean of the two variances."""
    lines = [D_out * E_dy2 * var_w]
    lines.append(lines[0].subs(E_dy2, sympy.expand((leak**2 + 1) * var_dx / 2)))
    lines += sympy.solve(lines[1] - var_dx, var_w)
    lines.append(lines[2].subs(leak, -1))
    forward = 1 / D_in
    lines.append(2 / (1 / forward + 1 / lines[3]))
    lines.append(sympy.factor(lines[4].subs(D_in, K**2 * C_in).subs(D_out, K**2 * C_out)))
    return lines
