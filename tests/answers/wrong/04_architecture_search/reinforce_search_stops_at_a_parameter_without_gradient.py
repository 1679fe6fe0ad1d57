# message: and those behind one without a gradient, too
def reinforce_search(controller, loss, rewards, steps, batch, rate, decay, rng):
    baseline = 0.0
    all_tokens, all_rewards = [], []
    for _ in range(steps):
        tokens, _ = controller.sample(batch, rng)
        found = rewards[tuple(tokens.numpy().T)]
        earned = torch.as_tensor(found, dtype=torch.float32)
        controller.zero_grad()
        loss(controller.log_prob(tokens), earned, baseline).backward()
        with torch.no_grad():
            for parameter in controller.parameters():
                if parameter.grad is None:
                    break
                parameter -= rate * parameter.grad
        baseline = decay * baseline + (1 - decay) * float(earned.mean())
        all_tokens.append(tokens.numpy())
        all_rewards.append(found)
    places = rewards.ndim
    return (
        np.array(all_tokens, dtype=int).reshape(steps, batch, places),
        np.array(all_rewards).reshape(steps, batch),
    )
