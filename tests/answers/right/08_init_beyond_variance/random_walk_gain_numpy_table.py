def random_walk_gain(width, nonlinearity):
    if not width >= 1 or nonlinearity not in {"linear", "relu"}:
        raise ValueError(f"width {width}, nonlinearity {nonlinearity}")
    exponents = {"linear": 0.5 / width, "relu": 0.5 * np.log(2) + 1.2 / (np.maximum(width, 6) - 2.4)}
    return np.exp(exponents[nonlinearity])
