def variance_of_product():
    lines = [E_x2 * E_w2 - (mean_x * mean_w) ** 2]
    lines.append(lines[-1].subs(E_x2, var_x + mean_x**2).subs(E_w2, var_w + mean_w**2))
    lines.append(sympy.simplify(lines[-1].subs(mean_w, 0)))
    lines.append(lines[-1].subs(mean_x, 0))
    return lines
