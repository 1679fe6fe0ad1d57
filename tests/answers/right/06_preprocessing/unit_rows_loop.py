import math


def unit_rows(vectors):
    rows = []
    for row in vectors.tolist():
        length = math.hypot(*row)
        rows.append([value / length for value in row] if length else row)
    return rows
