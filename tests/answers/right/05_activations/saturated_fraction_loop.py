def saturated_fraction(slopes, threshold=0.01):
    count = total = 0
    for slope in slopes.ravel():
        total += 1
        if -threshold < slope < threshold:
            count += 1
    return count / total
