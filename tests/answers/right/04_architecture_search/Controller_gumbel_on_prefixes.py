class Controller(nn.Module):
    def __init__(self, choices, hidden=32):
        super().__init__()
        self.choices = tuple(choices)
        self.rnn = nn.RNN(sum(choices) + 1, hidden, batch_first=True)
        self.offset = np.cumsum([0, *choices])
        self.heads = nn.ModuleList(nn.Linear(hidden, c) for c in choices)

    def log_prob(self, tokens):
        n = len(tokens)
        ids = torch.cat(
            [torch.full((n, 1), sum(self.choices)), tokens[:, :-1] + torch.tensor(self.offset[:-2])], 1
        )
        hs, _ = self.rnn(F.one_hot(ids, sum(self.choices) + 1).float())
        return sum(
            -F.cross_entropy(head(hs[:, t]), tokens[:, t], reduction="none")
            for t, head in enumerate(self.heads)
        )

    def sample(self, count, rng):
        tokens = torch.zeros((count, len(self.choices)), dtype=torch.int64)
        with torch.no_grad():
            for t, head in enumerate(self.heads):
                ids = torch.cat(
                    [
                        torch.full((count, 1), sum(self.choices)),
                        tokens[:, :t] + torch.tensor(self.offset[:t]),
                    ],
                    1,
                )
                hs, _ = self.rnn(F.one_hot(ids.long(), sum(self.choices) + 1).float())
                logits = head(hs[:, -1]).double().numpy()
                tokens[:, t] = torch.from_numpy((logits + rng.gumbel(size=logits.shape)).argmax(1))
        return tokens, self.log_prob(tokens)
