# message: the rewards as a float32 tensor, but got torch.float64
def reinforce_search(controller, loss, rewards, steps, batch, rate, decay, rng):
    opt = torch.optim.SGD(controller.parameters(), lr=rate)
    b, ts, rs = 0.0, [], []
    for _ in range(steps):
        tokens, lp = controller.sample(batch, rng)
        r = torch.from_numpy(rewards[tuple(tokens.numpy().T)])
        opt.zero_grad()
        loss(lp, r, b).backward()
        opt.step()
        b = decay * b + (1 - decay) * r.double().mean().item()
        ts.append(tokens.numpy())
        rs.append(r.numpy())
    return np.array(ts), np.array(rs)
