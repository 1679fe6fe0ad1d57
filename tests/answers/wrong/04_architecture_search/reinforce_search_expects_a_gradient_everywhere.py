# message: NoneType
def reinforce_search(controller, loss, rewards, steps, batch, rate, decay, rng):
    baseline, tried, earned = 0.0, [], []
    for _ in range(steps):
        tokens, log_probs = controller.sample(batch, rng)
        values = rewards[tuple(tokens.numpy().T)]
        for parameter in controller.parameters():
            parameter.grad = None
        loss(log_probs, torch.tensor(values, dtype=torch.float32), baseline).backward()
        with torch.no_grad():
            for parameter in controller.parameters():
                parameter -= rate * parameter.grad
        baseline = decay * baseline + (1 - decay) * float(values.mean())
        tried.append(tokens.numpy())
        earned.append(values)
    return np.stack(tried), np.stack(earned)
