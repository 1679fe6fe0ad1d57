"""`python -m course_utils.training` trains any factory, and writes a log and a figure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from course_utils.training import __main__
from course_utils.training._history import History

MODULE = """
from torch import nn

def linear(classes=10, bias=True):
    return nn.Sequential(nn.Flatten(), nn.Linear(64, classes, bias=bias))

def number():
    return 3
"""
BASE = ["--model", "made_up_networks:linear", "--data", "digits", "--epochs", "2", "--device", "cpu",
        "--precision", "float32"]  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a module of networks, as a user would have it."""
    (tmp_path / "made_up_networks.py").write_text(MODULE)
    (tmp_path / "broken_networks.py").write_text("import a_package_nobody_has")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    random, benchmark = torch.get_rng_state(), torch.backends.cudnn.benchmark
    yield tmp_path
    torch.set_rng_state(random)
    torch.backends.cudnn.benchmark = benchmark


def test_a_run_leaves_a_log_and_a_figure(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main([*BASE, "--out", "runs/linear", "--rate", "0.05", "--with", "bias=false"]) == 0
    log = json.loads((folder / "runs" / "linear.json").read_text())
    assert log["settings"]["factory"] == "made_up_networks:linear"
    assert log["settings"]["with"] == {"bias": False}
    assert log["settings"]["rate"] == 0.05
    assert log["settings"]["data"] == "digits"
    assert len(log["validation_error"]) == 2
    assert 0 < log["settings"]["test_error"] < 0.5
    assert len(History.load(folder / "runs" / "linear.json")) == 2
    assert (folder / "runs" / "linear.png").read_bytes().startswith(b"\x89PNG")
    printed = capsys.readouterr().out
    assert "runs/linear.json" in printed
    assert f"test error {log['settings']['test_error']:.2%}" in printed


def test_the_same_seed_gives_the_same_log(folder: Path) -> None:
    for name in ("one", "two"):
        __main__.main([*BASE, "--out", name, "--seed", "4", "--augment", "--limit", "300"])
    one, two = (History.load(folder / f"{name}.json") for name in ("one", "two"))
    assert one.train_loss == two.train_loss
    assert one.settings["test_loss"] == two.settings["test_loss"]
    assert "Augment" in one.settings["augment"]


def test_a_checkpoint_lets_it_go_on(folder: Path) -> None:
    __main__.main([*BASE, "--checkpoint", "run.pt"])
    before = History.load("training.json")
    __main__.main([*BASE, "--checkpoint", "run.pt", "--epochs", "3"])
    after = History.load("training.json")
    assert after.train_loss[:2] == before.train_loss
    assert len(after) == 3


@pytest.mark.filterwarnings("ignore::course_utils.training.Diverged")
def test_a_diverged_run_is_logged_and_fails(folder: Path) -> None:
    assert __main__.main([*BASE, "--rate", "1e38"]) == 1
    log = History.load("training.json")
    assert log.diverged
    assert "test_error" not in log.settings
    assert not (folder / "training.png").exists()


WRONG = {
    "no colon": (["--model", "made_up_networks"], "must be MODULE:FACTORY"),
    "no module": (["--model", "nowhere:net"], "no module is called 'nowhere'"),
    "no factory": (["--model", "made_up_networks:cubic"], "no function or class 'cubic'"),
    "no network": (["--model", "made_up_networks:number"], "must return an nn.Module, returned int"),
    "bad argument": (["--with", "depth=3"], "unexpected keyword argument 'depth'"),
    "not an assignment": (["--with", "depth"], "must be NAME=VALUE"),
    "unknown data": (["--data", "imagenet"], "invalid choice: 'imagenet'"),
    "no epochs": (["--epochs", "0"], "epochs must be a whole number"),
    "wrong classes": (["--with", "classes=3"], "returned (2, 3)"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_arguments_are_explained(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, message = WRONG[case]
    with pytest.raises(SystemExit) as stop:
        __main__.main([*BASE, *arguments])
    assert stop.value.code == 2
    assert message in capsys.readouterr().err


def test_a_module_that_misses_a_package_says_which() -> None:
    with pytest.raises(ModuleNotFoundError, match="a_package_nobody_has"):
        __main__.main([*BASE, "--model", "broken_networks:net"])


@pytest.mark.parametrize(
    ("text", "want"),
    [("n=3", 3), ("rate=0.5", 0.5), ("on=true", True), ("name=wide", "wide"), ("a=[1, 2]", [1, 2])],
)
def test_factory_arguments_are_read_as_json(text: str, want: object) -> None:
    assert __main__._assignment(text) == (text.partition("=")[0], want)


def test_help_shows_both_ways_to_start_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        __main__.main(["--help"])
    shown = capsys.readouterr().out
    assert "python -m course_utils.training --model" in shown
    assert "torchrun" in shown
