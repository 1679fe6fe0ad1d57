# message: the moving average begins at 0
def reinforce_search(controller, loss, rewards, steps, batch, rate, decay, rng):
    opt = torch.optim.SGD(controller.parameters(), lr=rate)
    b, ts, rs = None, [], []
    for _ in range(steps):
        tokens, lp = controller.sample(batch, rng)
        r = torch.tensor(rewards[tuple(tokens.numpy().T)], dtype=torch.float32)
        opt.zero_grad()
        loss(lp, r, b or 0.0).backward()
        opt.step()
        m = r.mean().item()
        b = m if b is None else decay * b + (1 - decay) * m
        ts.append(tokens.numpy())
        rs.append(r.numpy())
    return np.array(ts), np.array(rs)
