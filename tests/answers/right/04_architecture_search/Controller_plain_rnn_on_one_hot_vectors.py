class Controller(nn.Module):
    def __init__(self, choices, hidden=32):
        super().__init__()
        self.choices = tuple(choices)
        self.inward = nn.ParameterList(0.3 * torch.randn(c, hidden) for c in choices[:-1])
        self.again = nn.Parameter(0.3 * torch.randn(hidden, hidden))
        self.first = nn.Parameter(0.3 * torch.randn(hidden))
        self.outward = nn.ModuleList([nn.Linear(hidden, c) for c in choices])

    def log_prob(self, tokens):
        h = torch.tanh(self.first).repeat(len(tokens), 1)
        total = 0.0
        for t, layer in enumerate(self.outward):
            total = total - F.cross_entropy(layer(h), tokens[:, t], reduction="none")
            if t < len(self.choices) - 1:
                one_hot = F.one_hot(tokens[:, t], self.choices[t]).float()
                h = torch.tanh(one_hot @ self.inward[t] + h @ self.again)
        return total

    def sample(self, count, rng):
        rows = []
        with torch.no_grad():
            for _ in range(count):
                h, row = torch.tanh(self.first), []
                for t, layer in enumerate(self.outward):
                    p = layer(h).double().softmax(0).numpy()
                    row.append(int(rng.choice(len(p), p=p)))
                    if t < len(self.choices) - 1:
                        h = torch.tanh(self.inward[t][row[-1]] + h @ self.again)
                rows.append(row)
        tokens = torch.tensor(rows)
        return tokens, self.log_prob(tokens)
