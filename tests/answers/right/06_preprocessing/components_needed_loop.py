def components_needed(variances, share):
    held, number, total = 0.0, 0, float(sum(variances))
    while held < (share - 1e-9) * total:
        held += variances[number]
        number += 1
    return number
