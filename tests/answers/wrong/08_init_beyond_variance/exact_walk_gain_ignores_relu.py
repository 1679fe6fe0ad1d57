# message: this is the linear gain
def exact_walk_gain(width, nonlinearity):
    digamma = torch.digamma(torch.tensor(width / 2, dtype=torch.float64)).item()
    return math.exp(-(digamma + math.log(2) - math.log(width)) / 2)
