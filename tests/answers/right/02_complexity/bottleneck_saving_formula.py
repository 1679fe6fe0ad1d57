from fractions import Fraction


def bottleneck_saving(channels, reduction=4):
    share = Fraction(channels, reduction)
    if share.denominator != 1:
        raise ValueError("reduction must divide channels")
    plain = 18 * channels**2
    saving = Fraction(18 * reduction**2, 2 * reduction + 9)
    return [plain, int(plain / saving), float(saving)]
