class Controller(nn.Module):
    def __init__(self, choices, hidden=32):
        super().__init__()
        self.choices = list(choices)
        self.offsets = np.cumsum([1, *self.choices])
        self.table = nn.Embedding(1 + sum(choices), hidden)
        self.lstm = nn.LSTMCell(hidden, hidden)
        self.size = hidden
        for i, options in enumerate(self.choices):
            setattr(self, f"scores{i}", nn.Linear(hidden, options))

    def step(self, i, last, memory):
        memory = self.lstm(self.table(last), memory)
        return getattr(self, f"scores{i}")(memory[0]).log_softmax(-1), memory

    def begin(self, count):
        nothing = torch.zeros(count, self.size)
        return torch.zeros(count, dtype=torch.long), (nothing, nothing)

    def log_prob(self, tokens):
        last, memory = self.begin(len(tokens))
        parts = []
        for i in range(len(self.choices)):
            logs, memory = self.step(i, last, memory)
            parts.append(logs[torch.arange(len(tokens)), tokens[:, i]])
            last = tokens[:, i] + int(self.offsets[i])
        return sum(parts)

    def sample(self, count, rng):
        with torch.no_grad():
            last, memory = self.begin(count)
            columns = []
            for i in range(len(self.choices)):
                logs, memory = self.step(i, last, memory)
                edges = logs.double().exp().cumsum(1).numpy()
                token = (rng.random((count, 1)) > edges[:, :-1]).sum(axis=1)
                columns.append(torch.from_numpy(token))
                last = columns[-1] + int(self.offsets[i])
            tokens = torch.stack(columns, 1).long()
        return tokens, self.log_prob(tokens)
