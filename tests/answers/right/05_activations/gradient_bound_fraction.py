from fractions import Fraction


def gradient_bound(depth, weight=1.0):
    """Exact arithmetic, rounded once."""
    return float(Fraction(abs(weight) / 4) ** depth)
