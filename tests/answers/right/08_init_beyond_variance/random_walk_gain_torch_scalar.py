def random_walk_gain(width, nonlinearity):
    n = torch.tensor(float(width), dtype=torch.float64)
    if n < 1:
        raise ValueError("width")
    if nonlinearity == "relu":
        return torch.sqrt(2 * torch.exp(2.4 / (n.clamp(min=6) - 2.4)))
    if nonlinearity != "linear":
        raise ValueError("nonlinearity")
    return torch.exp(1 / n).sqrt()
