"""An answer that replaces what its process imports, in place of searching, earns nothing for the search."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from grading.execution.engine import Engine
from grading.execution.limits import Limits
from grading.submission.answers import reference_answers
from tests.exercises import isolated
from tests.harness import scripts
from tests.sandboxed import engine_or_skip

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox needs Linux")

# A whole search, in the place of every function that the check might have run beside the student's code.
SEARCHED = """
import course_utils.models.policies as policies_there

def searched_there(search, logits, choices, table, *, steps, batch, rate, decay, seed):
    policy, rng, b, tried = IndependentPolicy(choices), np.random.default_rng(seed), 0.0, []
    with torch.no_grad():
        policy.logits.copy_(logits)
    for _ in range(steps):
        tokens, log_probs = policy.sample(batch, rng)
        r = torch.tensor(table[tuple(tokens.numpy().T)], dtype=torch.float32)
        gradient = torch.autograd.grad(((log_probs - (r - b)) ** 2).mean(), policy.logits)[0]
        with torch.no_grad():
            policy.logits -= rate * gradient
        b = decay * b + (1 - decay) * float(r.mean())
        tried.append((tokens.numpy(), r.numpy()))
    return np.stack([t for t, _ in tried]), np.stack([r for _, r in tried]), policy.logits.detach()

policies_there.searched = policies.searched = searched_there
"""
# The policy and the loss that the check hands over behave as the student's process likes.
PATCHED = """
NOTHING = torch.zeros(9, dtype=torch.int64)
IndependentPolicy.sample = lambda self, count, rng: (NOTHING[:count, None].expand(-1, 2), torch.zeros(count))
IndependentPolicy.log_prob = lambda self, tokens: self.logits.sum() + torch.zeros(len(tokens))
policies.stand_in_loss = lambda log_probs, rewards, baseline: log_probs.sum() * 0
"""
RAISES = "def reinforce_search(*given):\n    raise RuntimeError('nothing is searched')\n"
GUESSES = """
def reinforce_search(controller, loss, rewards, steps, batch, rate, decay, rng):
    tokens = np.stack([controller.sample(batch, rng)[0].numpy() for _ in range(steps)])
    return tokens, rewards[tuple(np.moveaxis(tokens, -1, 0))]
"""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with engine_or_skip(Limits(replays=0)) as engine:
        yield engine


@pytest.mark.slow
@pytest.mark.parametrize("answer", [SEARCHED + RAISES, PATCHED + RAISES, PATCHED + GUESSES, GUESSES])
def test_a_search_that_is_not_done_earns_nothing(engine, answer):
    script = next(script for script in scripts() if script.name == "04_architecture_search")
    sheet = isolated.without_others(isolated.sheet_of(script), {"reinforce_search_test"})
    solutions = reference_answers(script) | {"reinforce_search": answer}
    assert list(isolated.graded(engine, sheet, solutions)) == ["reinforce_search"]
