"""Numbers in prose: what a comment vouches for, what nobody does, and what a run contradicts."""

from __future__ import annotations

import numpy as np
import pytest

from grading.authoring.measured import number, statements, without_comment
from grading.authoring.prose import unaccounted
from grading.authoring.script import read
from tests import stated
from tests.harness import SAMPLE, scripts


def stating(*lines: str) -> str:
    return "Text.\n<!-- measured:\n" + "\n".join(lines) + "\n-->\n\nMore."


def failure(line: str, **namespace: object) -> str | None:
    [statement] = statements(stating(line))
    return statement.failure(namespace)


def test_readers_get_the_text_alone():
    assert without_comment(stating("12: x")) == "Text.\n\nMore."


@pytest.mark.parametrize(
    ("line", "fits", "misfits"),
    [
        ("12: x", 12.4, 12.6),
        ("3.14: x", 3.144, 3.146),
        ("2.4 ± 0.5: x", 1.9, 1.89),
        ("19 to 76: x", 76, 77),
        ("−0.05 to 0.05: x", -0.05, -0.06),
        ("3,500 ± 100: x", 3600, 3601),
        ("2.5e-5: x", 2.54e-5, 2.56e-5),
        ("true: x > 2", 3, 2),
        ("1 to 2: x", np.array([1.0, 1.5, 2.0]), np.array([1.0, 2.1])),
        ("1 to 2: x", 1.5, np.nan),
        ("1 to 2: x", 1.5, np.array([])),
    ],
)
def test_a_value_keeps_its_bounds_or_is_told(line, fits, misfits):
    assert failure(line, x=fits) is None
    assert failure(line, x=misfits)


def test_a_failure_says_the_value_and_the_bounds():
    assert failure("19 to 76: 100 * x", x=0.8) == "100 * x is 80.; the text says 19 to 76"


def test_an_expression_that_cannot_be_computed_is_no_agreement():
    assert failure("12: y", x=1) == "y raises NameError: name 'y' is not defined"


def test_given_numbers_need_no_run():
    assert failure("given: 6.43, 7,000") is None
    assert statements(stating("given: 6.43, −7,000"))[0].written == (6.43, -7000.0)


@pytest.mark.parametrize("line", ["twelve: x", "12", "12:", "1 or 2: x", "given 3", "true:"])
def test_a_line_that_states_nothing_is_refused_with_its_place(line):
    with pytest.raises(ValueError, match=r"^3: .* is no statement; write"):
        statements(stating("12: x", line))


def test_numbers_are_read_as_prose_writes_them():
    assert [number(text) for text in ("1,078", "−0.05", "3e-7", "12")] == [1078, -0.05, 3e-7, 12]


def reading(tmp_path, old: str, new: str):
    text = SAMPLE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / SAMPLE.name
    path.write_text(text.replace(old, new), encoding="utf-8")
    return read(path)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("are 0, 2 and 4", []),
        ("are 0, 2 and 4, or 7.5", ["7.5"]),
        ("of ResNet-50 in 2015 (Table 6, arXiv 1512.03385) take `x[9]`, $8^2$ and 3×3", []),
        ("of layers 5 and 6, experiment 8 and [these](http://a/77)", []),
        ("reach 3,500 or 12 %", ["3,500", "12"]),
    ],
)
def test_numbers_that_nobody_vouches_for_are_named(tmp_path, text, unknown):
    script = reading(tmp_path, "are 0, 2 and 4", text)
    assert [what for _, what in unaccounted(script)] == unknown


def test_a_number_of_the_experiment_before_is_known(tmp_path):
    script = reading(tmp_path, "are 0, 2 and 4", "are those of 3.0")
    assert list(unaccounted(script)) == []


def test_a_run_that_contradicts_the_text_is_told_with_its_line(tmp_path):
    script = reading(tmp_path, "2: doubled[1]", "2: doubled[2]")
    line = script.path.read_text().splitlines().index("# 2: doubled[2]") + 1
    assert list(stated.contradicted(script)) == [(line, "doubled[2] is 4.; the text says 1.5 to 2.5")]
    assert list(stated.contradicted(read(SAMPLE))) == []


@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.name)
def test_every_number_of_a_reading_is_vouched_for(script):
    assert list(unaccounted(script)) == []
