import math

unit = lambda row: [value / (math.hypot(*row) or 1.0) for value in row]


def unit_rows(vectors):
    return [unit(row) for row in np.asarray(vectors).tolist()]
