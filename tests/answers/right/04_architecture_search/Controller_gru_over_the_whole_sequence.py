class Controller(nn.Module):
    def __init__(self, choices, hidden=32):
        super().__init__()
        self.choices = choices
        self.start = nn.Parameter(torch.randn(1, 1, hidden))
        self.look_up = nn.ModuleList([nn.Embedding(c, hidden) for c in choices])
        self.gru = nn.GRU(hidden, hidden, batch_first=True)
        self.read = nn.ModuleList([nn.Linear(hidden, c) for c in choices])

    def distributions(self, tokens):
        n = len(tokens)
        seen = [self.start.expand(n, 1, -1)]
        seen += [self.look_up[t](tokens[:, t])[:, None] for t in range(tokens.shape[1])]
        states, _ = self.gru(torch.cat(seen, 1)[:, : len(self.choices)])
        return [
            torch.log_softmax(read(states[:, t]), 1) for t, read in enumerate(self.read[: states.shape[1]])
        ]

    def log_prob(self, tokens):
        logs = self.distributions(tokens)
        return torch.stack([d.gather(1, tokens[:, t : t + 1]).squeeze(1) for t, d in enumerate(logs)]).sum(0)

    def sample(self, count, rng):
        tokens = torch.zeros(count, 0, dtype=torch.int64)
        for _ in self.choices:
            with torch.no_grad():
                last = self.distributions(tokens)[-1].double().exp()
            uniform = torch.from_numpy(rng.random(count))
            drawn = (last.cumsum(1) < uniform[:, None]).sum(1).clamp(max=last.shape[1] - 1)
            tokens = torch.cat([tokens, drawn[:, None]], 1)
        return tokens, self.log_prob(tokens)
