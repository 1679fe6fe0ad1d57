# message: the sequences are drawn one by one
def reinforce_search(controller, loss, rewards, steps, batch, rate, decay, rng):
    opt = torch.optim.SGD(controller.parameters(), lr=rate)
    b, ts, rs = 0.0, [], []
    for _ in range(steps):
        pairs = [controller.sample(1, rng) for _ in range(batch)]
        tokens, lp = torch.cat([p[0] for p in pairs]), torch.cat([p[1] for p in pairs])
        r = torch.tensor(rewards[tuple(tokens.numpy().T)], dtype=torch.float32)
        opt.zero_grad()
        loss(lp, r, b).backward()
        opt.step()
        b = decay * b + (1 - decay) * r.mean().item()
        ts.append(tokens.numpy())
        rs.append(r.numpy())
    return np.array(ts), np.array(rs)
