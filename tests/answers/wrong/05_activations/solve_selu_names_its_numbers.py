# message: should be a string of digits
def solve_selu():
    return "lam = 1.0507009873554804934193349852946", "alpha = 1.6732632423543772848170429916717"
