"""A sandboxed engine for tests, which are skipped, and say why, where there is no sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from grading.execution.engine import Engine, SandboxUnavailable
from grading.execution.limits import Limits


@contextmanager
def engine_or_skip(limits: Limits | None = None) -> Iterator[Engine]:
    """A warm engine, closed at the end."""
    try:
        engine = Engine(limits=limits or Limits())
    except SandboxUnavailable as error:
        pytest.skip(f"no sandbox here: {error}")
    with engine:
        yield engine
