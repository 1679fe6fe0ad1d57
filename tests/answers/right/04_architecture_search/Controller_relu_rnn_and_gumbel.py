class Controller(nn.Module):
    def __init__(self, choices, hidden=32):
        super().__init__()
        self.cells = nn.ModuleList(nn.RNNCell(hidden, hidden, nonlinearity="relu") for _ in choices)
        self.tables = nn.ModuleList(nn.Embedding(c, hidden) for c in choices)
        self.out = nn.ModuleList(nn.Linear(hidden, c) for c in choices)
        self.hidden = hidden

    def _walk(self, n, tokens=None, rng=None):
        h = x = torch.zeros(n, self.hidden)
        picked, total = [], torch.zeros(n)
        for t, (cell, table, out) in enumerate(zip(self.cells, self.tables, self.out)):
            h = cell(x, h)
            lp = F.log_softmax(out(h), 1)
            if tokens is None:
                gumbel = torch.from_numpy(rng.gumbel(size=lp.shape))
                a = (lp.detach().double() + gumbel).argmax(1)
            else:
                a = tokens[:, t]
            total = total + lp[range(n), a]
            picked += [a]
            x = table(a)
        return torch.stack(picked, 1), total

    def log_prob(self, tokens):
        return self._walk(len(tokens), tokens)[1]

    def sample(self, count, rng):
        return self._walk(count, rng=rng)
