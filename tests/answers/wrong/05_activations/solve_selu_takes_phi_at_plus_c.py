# message: Φ was taken at +c
import mpmath


def solve_selu():
    with mpmath.workdps(50):
        first = mpmath.exp(0.5) * mpmath.ncdf(1)
        second = mpmath.exp(2) * mpmath.ncdf(2)
        alpha = 1 / mpmath.sqrt(2 * mpmath.pi) / (0.5 - first)
        lam = 1 / mpmath.sqrt(0.5 + alpha**2 * (second - 2 * first + 0.5))
        return mpmath.nstr(lam, 32), mpmath.nstr(alpha, 32)
