# message: or a clamp
class Controller(nn.Module):
    def __init__(self, choices, hidden=32):
        super().__init__()
        self.cell = nn.GRUCell(hidden, hidden)
        self.start = nn.Parameter(torch.zeros(hidden))
        self.embed = nn.ModuleList(nn.Embedding(c, hidden) for c in choices)
        self.heads = nn.ModuleList(nn.Linear(hidden, c) for c in choices)

    def _run(self, n, pick):
        x, h = self.start.expand(n, -1), torch.zeros(n, self.cell.hidden_size)
        out, total = [], 0
        for t, head in enumerate(self.heads):
            h = self.cell(x, h)
            lp = head(h).log_softmax(1).clamp(min=-30)
            a = pick(t, lp)
            out.append(a)
            total = total + lp.gather(1, a[:, None])[:, 0]
            x = self.embed[t](a)
        return torch.stack(out, 1), total

    def log_prob(self, tokens):
        return self._run(len(tokens), lambda t, lp: tokens[:, t])[1]

    def sample(self, count, rng):
        def pick(t, lp):
            u = torch.from_numpy(rng.random((count, 1)))
            return (lp.detach().double().exp().cumsum(1)[:, :-1] < u).sum(1)

        return self._run(count, pick)
