def reinforce_search(controller, loss, rewards, steps, batch, rate, decay, rng):
    parameters = [p for p in controller.parameters() if p.requires_grad]
    shape = (steps, batch, rewards.ndim)
    all_tokens, all_rewards = np.zeros(shape, dtype=np.int64), np.zeros(shape[:2])
    b = 0.0
    for step in range(steps):
        tokens, log_probs = controller.sample(count=batch, rng=rng)
        all_tokens[step] = tokens
        for n, genes in enumerate(tokens.tolist()):
            all_rewards[step, n] = rewards[tuple(genes)]
        r = torch.as_tensor(all_rewards[step]).float()
        gradients = torch.autograd.grad(loss(log_probs, r, b), parameters, allow_unused=True)
        with torch.no_grad():
            for p, g in zip(parameters, gradients, strict=True):
                if g is not None:
                    p.sub_(rate * g)
        b += (1 - decay) * (r.mean().item() - b)
    return all_tokens, all_rewards
