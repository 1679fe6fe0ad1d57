"""The controller without memory: its law and its gradients."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch

from course_utils.models.policies import IndependentPolicy, PolicyInParts, stand_in_loss

CHOICES = (3, 2, 4)
EVERYTHING = torch.tensor(list(itertools.product(*map(range, CHOICES))))


@pytest.fixture
def policy():
    policy = IndependentPolicy(CHOICES)
    with torch.no_grad():
        policy.logits.copy_(torch.linspace(-1, 1, sum(CHOICES)))
    return policy


def test_probabilities_add_up_to_one_and_begin_equal(policy):
    assert policy.log_prob(EVERYTHING).exp().sum().item() == pytest.approx(1)
    fresh = IndependentPolicy(CHOICES).log_prob(EVERYTHING).exp()
    torch.testing.assert_close(fresh, torch.full((24,), 1 / 24))


def test_draws_follow_the_probabilities(policy):
    tokens, log_probs = policy.sample(20_000, np.random.default_rng(0))
    assert tokens.dtype == torch.int64
    torch.testing.assert_close(log_probs, policy.log_prob(tokens))
    counts = torch.zeros(CHOICES).index_put_(tuple(tokens.T), torch.ones(20_000), accumulate=True).flatten()
    p = policy.log_prob(EVERYTHING).exp().detach()
    assert ((counts - 20_000 * p).abs() / (20_000 * p * (1 - p)).sqrt()).max() < 5


def test_scores_are_the_gradients_of_log_prob(policy):
    scores = policy.scores(EVERYTHING)
    for n, score in enumerate(scores):
        (gradient,) = torch.autograd.grad(policy.log_prob(EVERYTHING[n : n + 1]).sum(), policy.logits)
        torch.testing.assert_close(score, gradient)


def test_a_policy_in_parts_is_the_same_distribution_and_draws_the_same(policy):
    parts = PolicyInParts(policy.logits, CHOICES)
    assert torch.equal(parts.logits, policy.logits)
    torch.testing.assert_close(parts.log_prob(EVERYTHING), policy.log_prob(EVERYTHING))
    tokens, log_probs = parts.sample(50, np.random.default_rng(1))
    assert torch.equal(tokens, policy.sample(50, np.random.default_rng(1))[0])
    torch.testing.assert_close(log_probs, policy.log_prob(tokens))
    log_probs.sum().backward()
    assert [parameter.grad is None for parameter in parts.parameters()] == [False, True, False]


def test_the_stand_in_loss_depends_on_all_that_it_is_given():
    log_probs, rewards = torch.tensor([-1.0, -2.0]), torch.tensor([0.2, 0.4])
    value = stand_in_loss(log_probs, rewards, 0.1)
    assert value == pytest.approx(((-1.1) ** 2 + (-2.3) ** 2) / 2)
    for other in ((log_probs + 1, rewards, 0.1), (log_probs, rewards + 1, 0.1), (log_probs, rewards, 0.2)):
        assert stand_in_loss(*other) != value


def test_the_stand_in_loss_refuses_rewards_that_are_no_float32_tensor():
    for rewards in (torch.tensor([0.2, 0.4], dtype=torch.float64), np.array([0.2, 0.4])):
        with pytest.raises(TypeError, match="float32 tensor, but got"):
            stand_in_loss(torch.tensor([-1.0, -2.0]), rewards, 0.1)
