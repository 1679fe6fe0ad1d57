# message: Set allow_unused=True
def reinforce_search(controller, loss, rewards, steps, batch, rate, decay, rng):
    baseline, tried, earned = 0.0, [], []
    for _ in range(steps):
        tokens, log_probs = controller.sample(batch, rng)
        values = rewards[tuple(tokens.numpy().T)]
        parameters = list(controller.parameters())
        value = loss(log_probs, torch.tensor(values, dtype=torch.float32), baseline)
        gradients = torch.autograd.grad(value, parameters)
        with torch.no_grad():
            for parameter, gradient in zip(parameters, gradients):
                parameter -= rate * gradient
        baseline = decay * baseline + (1 - decay) * float(values.mean())
        tried.append(tokens.numpy())
        earned.append(values)
    return np.stack(tried), np.stack(earned)
