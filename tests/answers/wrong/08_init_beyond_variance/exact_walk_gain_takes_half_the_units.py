# message: this takes k = N/2 for certain
def exact_walk_gain(width, nonlinearity):
    k = width if nonlinearity == "linear" else width / 2
    digamma = torch.digamma(torch.tensor(k / 2, dtype=torch.float64)).item()
    return math.exp(-(digamma + math.log(2) - math.log(width)) / 2)
