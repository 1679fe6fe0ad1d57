"""Small networks compared fairly: the log of notebook 03's runs, and whether its command still gives it."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch

from course_utils.training import race
from grading.recompute import variants


def test_every_variant_has_every_seed_at_both_lengths():
    log, names = race.logged(), variants.networks()[0]
    wanted = {(name, seed, length) for name in names for seed in variants.SEEDS for length in variants.EPOCHS}
    assert {(run.variant, run.seed, run.epochs) for run in log} == wanted
    assert len(log) == len(wanted)
    for run in log:
        assert 0 < run.test_error < 0.9
        assert run.cpu_seconds > 0


def test_variants_are_compared_at_about_equal_parameters():
    log = race.logged()
    sizes = {run.variant: run.params for run in log}
    large = [size for name, size in sizes.items() if not name.endswith("small")]
    assert max(large) / min(large) < 1.25
    assert all(sizes[name] < min(large) for name in sizes if name.endswith("small"))


def test_the_shipped_costs_are_those_of_the_networks():
    sizes = {run.variant: run.params for run in race.logged()}
    names, make = variants.networks()
    for name in names:
        assert sum(parameter.numel() for parameter in make(name).parameters()) == sizes[name]


def test_errors_are_sorted_by_seed_and_of_one_length():
    runs = [
        race.Run("a", seed, epochs, 1, 1, 1.0, 0.1 * seed + epochs) for seed in (2, 0, 1) for epochs in (2, 5)
    ]
    np.testing.assert_allclose(race.errors(runs, "a", 5), [5, 5.1, 5.2])
    with pytest.raises(ValueError, match="no run of 'b' with 5 epochs"):
        race.errors(runs, "b", 5)


def test_a_log_reads_back_as_it_was_written():
    runs = [race.Run("a", 0, 2, 10, 20, 1.5, 0.25), race.Run("b", 1, 5, 11, 21, 2.5, 0.5)]
    log = json.loads(race.as_json(runs, command="x", threads=1))
    assert [race.Run(**record) for record in log["runs"]] == runs
    assert (log["command"], log["threads"], log["torch"]) == ("x", 1, torch.__version__)


def test_the_clothes_are_standardised_14_by_14_means_of_the_large_ones():
    data = race.fashion14()
    assert data.train.images.shape[1:] == (1, 14, 14)
    assert len(data.test) == 1000
    assert abs(data.train.images.mean()) < 1e-4
    assert abs(data.train.images.std() - 1) < 1e-3


@pytest.mark.slow
def test_a_run_of_the_log_can_be_computed_again():
    log = {(run.variant, run.seed, run.epochs): run for run in race.logged()}
    name = "wide, 8, small"
    threads = torch.get_num_threads()
    (again,) = variants.trained([name], [0], [2])
    torch.set_num_threads(threads)
    shipped = log[name, 0, 2]
    assert (again.params, again.macs) == (shipped.params, shipped.macs)
    # Rounding differs between machines, and training makes more of it.
    assert abs(again.test_error - shipped.test_error) < 0.04
