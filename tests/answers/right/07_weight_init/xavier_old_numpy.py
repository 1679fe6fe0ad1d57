def xavier(shape, mode="fan_in", seed=0):
    """NumPy's old interface, as CS231n writes it."""
    np.random.seed(seed)
    fan_in, fan_out = fan_in_and_out(shape)
    if mode == "fan_in":
        return np.random.randn(*shape) / np.sqrt(fan_in)
    if mode == "fan_avg":
        return np.random.randn(*shape) * np.sqrt(2 / (fan_in + fan_out))
    raise ValueError("fan_in or fan_avg")
