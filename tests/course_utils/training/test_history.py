"""What training saw: drawn, saved, read back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course_utils.training._history import CURVES, History


@pytest.fixture
def history() -> History:
    return History({"model": "Net"}, [2.0, 1.0, 0.5], [0.8, 0.4, 0.2], [2.1, 1.2, 0.9], [0.7, 0.5, 0.3],
                   [0.1, 0.1, 0.01], [3.0, 2.0, 2.0])  # fmt: skip


def test_history_draws_its_numbers(history: History) -> None:
    left, right = history.plot()
    drawn = {line.get_label(): line.get_ydata() for line in left.get_lines()}
    np.testing.assert_allclose(drawn["training"], history.train_loss)
    np.testing.assert_allclose(drawn["validation"], history.validation_loss)
    drawn = {line.get_label(): line.get_ydata() for line in right.get_lines()}
    np.testing.assert_allclose(drawn["training"], [80, 40, 20])
    np.testing.assert_allclose(drawn["validation"], [70, 50, 30])
    marks = [line.get_xdata()[0] for line in left.get_lines() if len(set(line.get_xdata())) == 1]
    assert marks == [2.5], "the drop of the rate between epochs 2 and 3"
    assert history.plot((left, right)) == (left, right)
    plt.close("all")


def test_history_without_an_epoch_has_nothing_to_draw() -> None:
    with pytest.raises(ValueError, match="nothing to draw: no epoch finished, interrupted"):
        History(interrupted=True).plot()


def test_history_survives_saving(history: History, tmp_path: Path) -> None:
    history.save(tmp_path / "log.json")
    assert History.load(tmp_path / "log.json") == history


@pytest.mark.parametrize(
    ("text", "message"),
    [("{", "not a history"), ('{"speed": 1}', "not a history"), ('{"rate": [1.0]}', "different lengths"),
     ("[1]", "not a history")],
)  # fmt: skip
def test_history_refuses_other_files(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "log.json").write_text(text)
    with pytest.raises(ValueError, match=message):
        History.load(tmp_path / "log.json")


def test_history_wants_whole_epochs(history: History) -> None:
    with pytest.raises(ValueError, match="an epoch needs"):
        history.append(train_loss=1.0)
    history.append(**dict.fromkeys(CURVES, 0.25))
    assert len(history) == 4
    assert "best 25.00%" in str(history)
    assert str(replace(History(), diverged=True)) == "no epoch finished, diverged"
