# message: does not solve the first equation
import mpmath


def solve_selu():
    with mpmath.workdps(50):
        first = mpmath.exp(0.5) * mpmath.ncdf(-1)
        second = mpmath.exp(2) * mpmath.ncdf(-2)
        lam = 1 / mpmath.sqrt(0.5 + second - 2 * first + 0.5)
        return mpmath.nstr(lam, 32), "1.0"
