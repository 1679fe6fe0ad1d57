def reinforce_search(controller, loss, rewards, steps, batch, rate, decay, rng):
    optimiser = torch.optim.SGD(controller.parameters(), rate)
    average, history = torch.zeros(()), []
    table = torch.tensor(rewards).flatten()
    while len(history) < steps:
        tokens, log_probs = controller.sample(batch, rng)
        places = np.ravel_multi_index(tokens.numpy().T, rewards.shape)
        r = table[torch.from_numpy(places)].to(torch.float32)
        value = loss(log_probs, r, average.item())
        optimiser.zero_grad(set_to_none=True)
        value.backward()
        optimiser.step()
        average = decay * average + (1 - decay) * r.mean()
        history.append((tokens.tolist(), r.tolist()))
    return [np.array([h[i] for h in history]) for i in (0, 1)]
