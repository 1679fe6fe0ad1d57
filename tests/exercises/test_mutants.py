"""One-step changes of solutions, and whether a test cell notices them."""

from __future__ import annotations

import ast
import os
import random

import pytest

from grading.authoring.script import Script, read
from tests import mutants
from tests.harness import SAMPLE, scripts

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants run in forks")


def sample(tmp_path, old: str, new: str) -> Script:
    """The sample script with another text in one place."""
    text = SAMPLE.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path = tmp_path / SAMPLE.name
    path.write_text(text.replace(old, new), encoding="utf-8")
    return read(path)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("y = a + b", {"y = a - b", "y = a", "y = b"}),
        ("y = a < 2", {"y = a <= 2", "y = a < 3", "y = a < 1"}),
        ("y = not a", {"y = a"}),
        ("y = f(a, b, c=True)", {"y = f(a, c=True)", "y = f(b, a, c=True)", "y = f(a, b)",
                                 "y = f(a, b, c=False)"}),
        ("y = x.max()", {"y = x", "y = x.min()"}),
        ("y = a if b else c", {"y = a", "y = c"}),
        ("if a:\n    x.y = 1.0", {"if True:\n    x.y = 1.0", "if False:\n    x.y = 1.0", "if a:\n    pass",
                                  "if a:\n    x.y = 1.11"}),
        ("y = x[1:]", {"y = x[:]", "y = x[2:]", "y = x[0:]"}),
        ("'text'\nraise f", {"'text'\npass"}),
    ],
)  # fmt: skip
def test_every_change_is_made_once_and_alone(source: str, wanted: set[str]) -> None:
    found = list(mutants.mutants(source))
    assert len(found) == len(set(found))
    assert set(found) == {ast.unparse(ast.parse(text)) for text in wanted}


def test_what_a_test_cell_does_not_notice_survives(tmp_path) -> None:
    complete = list(mutants.survivors(read(SAMPLE), "double"))
    assert len(complete) >= 5
    assert not [mutant for _, mutant, survived in complete if survived]
    weak = sample(tmp_path, "    return 2 * x\n", "    return 2 * x if x.size < 9 else 2 * x\n")
    [survivor, *_] = [mutant for _, mutant, survived in mutants.survivors(weak, "double") if survived]
    assert survivor.endswith("return 2 * x")


def test_an_endless_mutant_is_stopped(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutants, "SECONDS", 1)
    loop = "    while not np.size(x):\n        pass\n    return 2 * x\n"
    script = sample(tmp_path, "    return 2 * x\n", loop)
    found = {mutant: survived for _, mutant, survived in mutants.survivors(script, "double")}
    [endless] = [mutant for mutant in found if "while np.size(x)" in mutant]
    assert not found[endless]


def test_the_command_shows_the_lines(monkeypatch: pytest.MonkeyPatch, capsys, tmp_path) -> None:
    weak = sample(tmp_path, "    return 2 * x\n", "    return 2 * x if x.size < 9 else 2 * x\n")
    monkeypatch.setattr(mutants, "scripts", lambda: [weak])
    monkeypatch.setattr("sys.argv", ["mutants", "00", "double"])
    mutants.main()
    told = capsys.readouterr().out
    assert "- return 2 * x if x.size < 9 else 2 * x\n+ return 2 * x\n" in told
    assert "changes keep their points" in told


@pytest.fixture
def weak(tmp_path, monkeypatch: pytest.MonkeyPatch) -> Script:
    """A solution with a clause that does nothing; its survivors are explained in a folder of their own."""
    monkeypatch.setattr(mutants, "TESTS", tmp_path)
    (tmp_path / "answers" / "survivors").mkdir(parents=True)
    return sample(tmp_path, "    return 2 * x\n", "    return 2 * x if x.size < 9 else 2 * x\n")


def explain(script: Script, text: str) -> None:
    (mutants.TESTS / "answers" / "survivors" / f"{script.name}.txt").write_text(text, encoding="utf-8")


def test_an_explained_survivor_is_left_out(weak, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    change = "- return 2 * x if x.size < 9 else 2 * x\n+ return 2 * x"
    explain(weak, f"double: both branches are the same\n{change}\n\n")
    assert mutants.explained(weak) == {("double", change): "both branches are the same"}
    monkeypatch.setattr(mutants, "scripts", lambda: [weak])
    monkeypatch.setattr("sys.argv", ["mutants", "00", "double", "--unlisted"])
    mutants.main()
    told = capsys.readouterr().out
    assert f"{change}\n\n" not in told
    assert "unexplained" in told


@pytest.mark.parametrize("text", ["double\n- a\n+ b", "double: why", "Triple: why\n- a\n+ b"])
def test_an_explanation_of_nothing_is_refused(weak, text: str) -> None:
    explain(weak, text)
    with pytest.raises(ValueError, match=r"00_sample.txt: .* should be `exercise: reason`"):
        mutants.explained(weak)


def changes_of(script: Script) -> dict[tuple[str, str], str]:
    """(exercise, changed lines) -> mutant, for every mutant of the script."""
    return {
        (cell.name, mutants.difference(cell.source, text)): text
        for cell in script.having("solution")
        for text in mutants.mutants(cell.source)
    }


@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.name)
def test_explained_survivors_are_changes_of_todays_solutions(script) -> None:
    assert sorted(mutants.explained(script).keys() - changes_of(script).keys()) == []


@pytest.mark.slow
@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.name)
def test_what_survives_of_a_sample_is_explained_and_the_reverse(script) -> None:
    """A sample of all changes, and of those that are explained."""
    changes, known = changes_of(script), mutants.explained(script)
    chance = random.Random(0)
    drawn = [*chance.sample(sorted(changes), 12), *chance.sample(sorted(known), min(6, len(known)))]
    wanted = {changes[key] for key in drawn}
    survived = {
        (exercise, mutants.difference(source_of(script, exercise), text))
        for exercise, text, alive in mutants.survivors(script, wanted=wanted.__contains__)
        if alive
    }
    assert survived == known.keys() & {key for key in changes if changes[key] in wanted}


def source_of(script: Script, exercise: str) -> str:
    return next(cell.source for cell in script.having("solution") if cell.name == exercise)
