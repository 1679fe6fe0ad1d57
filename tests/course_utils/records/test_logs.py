"""Logs that ship with the course, and whether their command still gives what they say."""

from __future__ import annotations

import numpy as np
import pytest

from course_utils.records.logs import load_log
from grading.recompute import degradation
from grading.recompute.solved import solutions


def test_every_network_has_every_seed_and_epoch():
    log = load_log("degradation")
    assert {f"{kind}-{depth}" for kind in degradation.KINDS for depth in degradation.DEPTHS} == set(log.runs)
    for network in log.runs:
        for measure in degradation.MEASURES:
            assert log.curve(network, measure).shape == (len(log.seeds), log.settings["epochs"])


def test_unknown_names_say_what_there_is():
    log = load_log("degradation")
    with pytest.raises(KeyError, match="there are plain-20"):
        log.curve("plain-21", "train_error")
    with pytest.raises(KeyError, match="there are train_loss"):
        log.curve("plain-20", "accuracy")
    with pytest.raises(FileNotFoundError):
        load_log("nothing")


@pytest.mark.slow
@pytest.mark.parametrize("kind", degradation.KINDS)
def test_a_run_of_the_degradation_log_can_be_computed_again(kind):
    log, again = load_log("degradation"), degradation.run(solutions("01_resnet"), kind, 20, log_seed := 0)
    shipped = {m: log.curve(f"{kind}-20", m)[log_seed] for m in degradation.MEASURES}
    # Rounding differs between machines, and training makes more of it: the start is near, the end alike.
    np.testing.assert_allclose(again["train_loss"][0], shipped["train_loss"][0], rtol=0.05)
    np.testing.assert_allclose(again["train_error"][-1], shipped["train_error"][-1], atol=0.03)
    np.testing.assert_allclose(again["test_error"][-1], shipped["test_error"][-1], atol=0.05)
