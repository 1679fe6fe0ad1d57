"""A controller without memory, to set beside one that has some: every token is drawn by itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

__all__ = ["IndependentPolicy", "PolicyInParts", "stand_in_loss"]


class IndependentPolicy(nn.Module):
    """A distribution over token sequences whose positions know nothing of each other.

    choices: the number of options at each position. Its one parameter, `logits`, holds the logits of all
    positions one after the other; they begin at 0, that is, with every sequence equally likely.
    """

    def __init__(self, choices: Sequence[int]) -> None:
        super().__init__()
        self.choices = tuple(choices)
        self.logits = nn.Parameter(torch.zeros(sum(self.choices)))

    def log_prob(self, tokens: Tensor) -> Tensor:
        """Log-probabilities (N,) of the sequences tokens, int64 of shape (N, len(choices))."""
        parts = self.logits.split(self.choices)
        return torch.stack([part.log_softmax(0)[tokens[:, place]] for place, part in enumerate(parts)]).sum(0)

    def sample(self, count: int, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
        """Draw sequences: tokens (count, len(choices)), int64, and their log-probabilities (count,)."""
        columns = [
            rng.choice(len(part), size=count, p=part.detach().double().softmax(0).numpy())
            for part in self.logits.split(self.choices)
        ]
        tokens = torch.from_numpy(np.stack(columns, axis=1))
        return tokens, self.log_prob(tokens)

    @torch.no_grad()
    def scores(self, tokens: Tensor) -> Tensor:
        """Gradients of each sequence's log-probability with respect to `logits`, (N, sum(choices))."""
        parts = self.logits.split(self.choices)
        return torch.cat(
            [
                nn.functional.one_hot(tokens[:, place], len(part)) - part.softmax(0)
                for place, part in enumerate(parts)
            ],
            dim=1,
        )


class PolicyInParts(nn.Module):
    """The law of an `IndependentPolicy`, with a parameter for the first position, one for all others,
    and one, `idle`, that plays no part: a search must train the first two and leave the last alone.

    logits: (sum(choices),), where the logits begin. choices: the options of two positions or more.
    """

    def __init__(self, logits: Tensor, choices: Sequence[int]) -> None:
        super().__init__()
        self.first = IndependentPolicy(choices[:1])
        self.idle = nn.ParameterList(
            [nn.Parameter(torch.ones(2))]
        )  # amid the others: none may be passed over
        self.others = IndependentPolicy(choices[1:])
        with torch.no_grad():
            self.first.logits.copy_(logits[: choices[0]])
            self.others.logits.copy_(logits[choices[0] :])

    @property
    def logits(self) -> Tensor:
        """Those of all positions one after the other."""
        return torch.cat([self.first.logits, self.others.logits])

    def log_prob(self, tokens: Tensor) -> Tensor:
        """Log-probabilities (N,) of the sequences tokens, int64 of shape (N, len(choices))."""
        return self.first.log_prob(tokens[:, :1]) + self.others.log_prob(tokens[:, 1:])

    def sample(self, count: int, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
        """Draw what an `IndependentPolicy` draws from such a generator."""
        (first, one), (others, two) = (part.sample(count, rng) for part in (self.first, self.others))
        return torch.cat([first, others], dim=1), one + two


def stand_in_loss(log_probs: Tensor, rewards: Tensor, baseline: float | Tensor) -> Tensor:
    """No policy gradient, but a loss that depends on all three: it tells whether a search uses its loss.

    Raises TypeError unless the rewards are a float32 tensor.
    """
    if getattr(rewards, "dtype", None) != torch.float32:
        kind = getattr(rewards, "dtype", rewards.__class__.__name__)
        raise TypeError(f"the loss should get the rewards as a float32 tensor, but got {kind}")
    return ((log_probs - (rewards - baseline)) ** 2).mean()
