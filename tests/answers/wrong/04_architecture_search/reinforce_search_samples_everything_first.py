# message: all sequences are sampled before the loop
def reinforce_search(controller, loss, rewards, steps, batch, rate, decay, rng):
    optimiser = torch.optim.SGD(controller.parameters(), lr=rate)
    with torch.no_grad():
        tokens = torch.stack([controller.sample(batch, rng)[0] for _ in range(steps)])
    earned = rewards[tuple(np.moveaxis(tokens.numpy(), -1, 0))]
    baseline = 0.0
    for drawn, values in zip(tokens, earned, strict=True):
        optimiser.zero_grad()
        loss(controller.log_prob(drawn), torch.tensor(values, dtype=torch.float32), baseline).backward()
        optimiser.step()
        baseline = decay * baseline + (1 - decay) * float(values.mean())
    return tokens.numpy(), earned
