"""The script that takes layers out: it fits the code as it is now, and it tells noticed from unnoticed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from grading.execution.inside.isolation.seccomp import CALLS
from tests.grading.execution.kernel import number
from tests.grading.execution.layer_table import Layer, layers
from tests.grading.execution.layers import copy_repository, main, report, try_without
from tests.harness import REPO

LAYERS = {layer.name: layer for layer in layers()}


@pytest.mark.parametrize("name", LAYERS)
def test_layer_can_be_taken_out(name: str) -> None:
    """Each change finds its one place, and leaves a program."""
    text = (REPO / LAYERS[name].file).read_text(encoding="utf-8")
    for before, after in LAYERS[name].changes:
        assert text.count(before) == 1
        text = text.replace(before, after)
    compile(text, LAYERS[name].file, "exec")


def test_every_refused_call_is_a_layer() -> None:
    assert {f"call {name}" for name in CALLS if number(name) >= 0} <= LAYERS.keys()


def test_a_layer_that_has_moved_is_an_error(tmp_path: Path) -> None:
    gone = Layer("gone", "code.py", (("was_here()", "pass"),), ())
    (tmp_path / "code.py").write_text("pass\n")
    with pytest.raises(ValueError, match=r"gone: .* has 0 places"):
        try_without(gone, tmp_path)


@pytest.mark.slow
def test_what_is_missing_is_noticed(capsys: pytest.CaptureFixture) -> None:
    assert main(["--only", "call mount", "--only", "clone: user", "--only", "ambient set"]) == 0
    assert "not noticed: none" in capsys.readouterr().out


@pytest.mark.slow
def test_what_no_test_misses_is_reported(tmp_path: Path) -> None:
    """Here ptrace is allowed, and only mount is looked at."""
    copy_repository(tmp_path)
    unseen = replace(LAYERS["call ptrace"], name="unseen", tests=LAYERS["call mount"].tests)
    assert report([unseen], tmp_path) == ["unseen"]
