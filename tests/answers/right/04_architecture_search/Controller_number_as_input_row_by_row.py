class Controller(nn.Module):
    def __init__(self, choices, hidden=32):
        super().__init__()
        self.choices = choices
        self.h0 = nn.Parameter(torch.zeros(1, hidden))
        self.cell = nn.RNNCell(1, hidden)
        self.score = nn.ModuleDict({f"place{t}": nn.Linear(hidden, c) for t, c in enumerate(choices)})

    def log_prob(self, tokens):
        h, x = self.h0.repeat(len(tokens), 1), torch.full((len(tokens), 1), -1.0)
        total = torch.zeros(len(tokens))
        for t in range(len(self.choices)):
            h = self.cell(x, h)
            lp = F.log_softmax(self.score[f"place{t}"](h), dim=-1)
            total = total + lp[torch.arange(len(tokens)), tokens[:, t]]
            x = tokens[:, t : t + 1].float()
        return total

    def sample(self, count, rng):
        rows = []
        with torch.no_grad():
            for _ in range(count):
                h, x, row = self.h0, torch.tensor([[-1.0]]), []
                for t, c in enumerate(self.choices):
                    h = self.cell(x, h)
                    p = self.score[f"place{t}"](h)[0].double().softmax(0).numpy()
                    row.append(int(rng.choice(c, p=p)))
                    x = torch.tensor([[float(row[-1])]])
                rows.append(row)
        tokens = torch.tensor(rows)
        return tokens, self.log_prob(tokens)
