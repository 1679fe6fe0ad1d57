"""Schedules of the rate, the choice of precision and device, teams: the parts that `fit` is made of."""

from __future__ import annotations

import time

import numpy as np
import pytest
import torch
from torch import nn

from course_utils.training._devices import Team, faster_precision, pick_device
from course_utils.training._preparation import choose_precision
from course_utils.training._recipe import PATIENCE, Recipe, advance
from tests.course_utils.training.training_cases import network, patterns, same_weights


def rates(schedule: str, errors: list[float]) -> list[float]:
    """The learning rate of every epoch, when the epochs end in these validation errors."""
    recipe = Recipe(len(errors), schedule=schedule)
    optimiser = recipe.optimiser(nn.Linear(1, 1))
    scheduler = recipe.scheduler(optimiser)
    seen = []
    for error in errors:
        seen.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        advance(scheduler, error)
    return seen


def test_plateau_divides_the_rate_by_ten_when_the_error_stops_falling() -> None:
    falling = [0.9 - 0.05 * epoch for epoch in range(10)]
    assert rates("plateau", falling) == [0.1] * 10
    stuck = rates("plateau", [0.5] * (2 * PATIENCE + 4))
    assert stuck == pytest.approx([0.1] * (PATIENCE + 2) + [0.01] * (PATIENCE + 1) + [0.001])


def test_the_other_schedules_do_not_look_at_the_error() -> None:
    errors = [0.5] * 8
    assert rates("constant", errors) == [0.1] * 8
    assert rates("steps", errors) == pytest.approx([0.1] * 4 + [0.01] * 2 + [0.001] * 2)
    assert rates("cosine", errors) == pytest.approx(0.05 * (1 + np.cos(np.pi * np.arange(8) / 8)))


@pytest.mark.parametrize(
    ("slow", "want"), [("bfloat16", "float32"), ("float32", "bfloat16"), ("", "float32")]
)
def test_the_probe_picks_the_faster_precision(slow: str, want: str) -> None:
    def step(precision: str) -> None:
        time.sleep(0.02 if precision == slow or not slow else 0.002)

    assert faster_precision(step, torch.device("cpu")) == want


def test_the_probe_does_without_bfloat16_where_the_model_cannot() -> None:
    def step(precision: str) -> None:
        if precision == "bfloat16":
            raise RuntimeError("not implemented for 'BFloat16'")

    assert faster_precision(step, torch.device("cpu")) == "float32"


def test_the_probe_does_not_hide_a_model_that_fails() -> None:
    def step(precision: str) -> None:
        raise RuntimeError("boom")

    with pytest.raises(RuntimeError, match="boom"):
        faster_precision(step, torch.device("cpu"))


def test_the_probe_leaves_no_trace() -> None:
    model, twin = network(dropout=0.5), network(dropout=0.5)
    random = torch.get_rng_state()
    assert choose_precision(model, patterns().train, Recipe(1), Team()) in ("float32", "bfloat16")
    assert same_weights(model, twin)
    assert all(weight.grad is None for weight in model.parameters())
    assert torch.equal(torch.get_rng_state(), random)


def test_a_team_of_one_keeps_everything() -> None:
    values = torch.arange(5.0)
    assert Team().leads
    assert torch.equal(Team().share(values), values)
    assert torch.equal(Team().total(values), values)
    parts = [Team(rank, 3).share(values) for rank in range(3)]
    assert torch.cat(parts).sort().values.tolist() == values.tolist()


def test_a_device_is_found() -> None:
    assert pick_device("cpu") == torch.device("cpu")
    want = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
    assert pick_device().type == want
