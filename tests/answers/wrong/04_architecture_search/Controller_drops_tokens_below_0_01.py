# message: the frequencies of 8,000 draws do not follow log_prob
class Controller(nn.Module):
    def __init__(self, choices, hidden=32):
        super().__init__()
        self.choices, self.hidden = tuple(choices), hidden
        self.start = nn.Parameter(torch.zeros(hidden))
        self.embeddings = nn.ModuleList(nn.Embedding(c, hidden) for c in self.choices)
        self.cell = nn.GRUCell(hidden, hidden)
        self.heads = nn.ModuleList(nn.Linear(hidden, c) for c in self.choices)

    def log_prob(self, tokens):
        return self._walk(len(tokens), lambda place, log_probs: tokens[:, place])[1]

    def sample(self, count, rng):

        def draw(place, log_probs):
            noise = torch.from_numpy(rng.gumbel(size=log_probs.shape))
            log_probs = log_probs.masked_fill(log_probs < math.log(0.01), -math.inf)
            return (log_probs.detach() + noise).argmax(dim=1)

        return self._walk(count, draw)

    def _walk(self, count, choose):
        state = torch.zeros(count, self.hidden)
        seen = self.start.expand(count, -1)
        tokens, total = [], 0
        for place in range(len(self.choices)):
            state = self.cell(seen, state)
            log_probs = self.heads[place](state).log_softmax(dim=1)
            token = choose(place, log_probs)
            total = total + log_probs.gather(1, token[:, None])[:, 0]
            seen = self.embeddings[place](token)
            tokens.append(token)
        return torch.stack(tokens, dim=1), total
