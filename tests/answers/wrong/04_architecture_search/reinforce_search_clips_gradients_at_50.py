# message: the gradients are cut off
def reinforce_search(controller, loss, rewards, steps, batch, rate, decay, rng):
    optimiser = torch.optim.SGD(controller.parameters(), lr=rate)
    baseline, tried, earned = 0.0, [], []
    for _ in range(steps):
        tokens, log_probs = controller.sample(batch, rng)
        values = rewards[tuple(tokens.numpy().T)]
        optimiser.zero_grad()
        loss(log_probs, torch.tensor(values, dtype=torch.float32), baseline).backward()
        torch.nn.utils.clip_grad_norm_(controller.parameters(), 50.0)
        optimiser.step()
        baseline = decay * baseline + (1 - decay) * float(values.mean())
        tried.append(tokens.numpy())
        earned.append(values)
    return np.stack(tried), np.stack(earned)
