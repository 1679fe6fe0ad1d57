# message: the noise of the Gumbel trick is subtracted
class Controller(nn.Module):
    """A recurrent network that writes sequences of tokens, one token at a time."""

    def __init__(self, choices, hidden=32):
        """choices: number of options at each place, such as (3, 5, 5, 5, 3).

        hidden: size of the recurrent state. An RNN, GRU or LSTM cell will do. Every place
        has scores of its own (a linear layer from the state to its options). PyTorch's
        own initial weights are fine.
        """
        super().__init__()
        self.choices, self.hidden = tuple(choices), hidden
        self.start = nn.Parameter(torch.zeros(hidden))
        self.embeddings = nn.ModuleList(nn.Embedding(c, hidden) for c in self.choices)
        self.cell = nn.GRUCell(hidden, hidden)
        self.heads = nn.ModuleList(nn.Linear(hidden, c) for c in self.choices)

    def log_prob(self, tokens):
        """Return the log-probability of each sequence, float tensor (N,), with gradient.

        tokens: int64 tensor (N, T), T = len(choices); tokens[n, t] is below choices[t].
        The probabilities of all sequences add up to 1, and the distribution of a token
        depends on all tokens before it.
        """
        return self._walk(len(tokens), lambda place, log_probs: tokens[:, place])[1]

    def sample(self, count, rng):
        """Draw `count` sequences from this distribution.

        rng: np.random.Generator, the only source of chance: two generators in the same
        state give the same sequences, and PyTorch's own generator is not used.
        Returns (tokens, log_probs): an int64 tensor (count, T), and what log_prob(tokens)
        gives, a float tensor (count,) with gradient.
        """

        def draw(place, log_probs):
            noise = torch.from_numpy(rng.gumbel(size=log_probs.shape))
            return (log_probs.detach() - noise).argmax(dim=1)

        return self._walk(count, draw)

    def _walk(self, count, choose):
        """Go through the places; choose(place, log_probs) gives the tokens (count,)."""
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

    ### END SOLUTION
