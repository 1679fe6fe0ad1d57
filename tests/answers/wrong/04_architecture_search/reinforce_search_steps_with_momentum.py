# message: the steps have momentum
def reinforce_search(controller, loss, rewards, steps, batch, rate, decay, rng):
    opt = torch.optim.SGD(controller.parameters(), lr=rate, momentum=0.9)
    b, ts, rs = 0.0, [], []
    for _ in range(steps):
        tokens, lp = controller.sample(batch, rng)
        r = torch.tensor(rewards[tuple(tokens.numpy().T)], dtype=torch.float32)
        opt.zero_grad()
        loss(lp, r, b).backward()
        opt.step()
        b = decay * b + (1 - decay) * r.mean().item()
        ts.append(tokens.numpy())
        rs.append(r.numpy())
    return np.array(ts), np.array(rs)
