# message: log_prob changed its argument tokens
class Controller(nn.Module):
    def __init__(self, choices, hidden=32):
        super().__init__()
        self.offset = torch.tensor([0, *np.cumsum(choices)[:-1].tolist()])
        self.embed = nn.Embedding(sum(choices) + 1, hidden)
        self.total = sum(choices)
        self.gru = nn.GRU(hidden, hidden, batch_first=True)
        self.heads = nn.ModuleList(nn.Linear(hidden, c) for c in choices)

    def log_prob(self, tokens):
        target = tokens.clone()
        tokens += self.offset
        ids = torch.cat([torch.full((len(tokens), 1), self.total), tokens[:, :-1]], 1)
        h, _ = self.gru(self.embed(ids))
        return sum(
            h_.log_softmax(1).gather(1, target[:, t : t + 1])[:, 0]
            for t, h_ in enumerate(head(h[:, t]) for t, head in enumerate(self.heads))
        )

    def sample(self, count, rng):
        tokens = torch.zeros((count, len(self.heads)), dtype=torch.long)
        for t, head in enumerate(self.heads):
            ids = torch.cat([torch.full((count, 1), self.total), tokens[:, :t] + self.offset[:t]], 1)
            p = head(self.gru(self.embed(ids))[0][:, -1]).detach().double().softmax(1)
            tokens[:, t] = (p.cumsum(1)[:, :-1] < torch.from_numpy(rng.random((count, 1)))).sum(1)
        return tokens, self.log_prob(tokens.clone())
