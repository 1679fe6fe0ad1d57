"""Outputs that a submission forged are taken apart by type, and cannot end the process that reads them."""

from __future__ import annotations

import pytest

from grading.execution.inside.examiner.outputs import _rebuilt


@pytest.mark.parametrize(
    "forged", [10**5000, ["a"], {"a": 1}, None, 1.5, b"bytes"], ids=lambda value: type(value).__name__
)
def test_an_error_with_fields_that_are_no_text_has_empty_ones(forged):
    made = _rebuilt(
        {"output_type": "error", "ename": forged, "evalue": forged, "traceback": [forged, "line"]}
    )
    assert made == {"output_type": "error", "ename": "", "evalue": "", "traceback": ["line"]}


def test_an_honest_error_stays_as_it_is():
    honest = {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": ["line"]}
    assert _rebuilt(honest) == honest
