"""Starts the server of worker processes, in a module that is quick to import.

Server and main process each import for a second. A command that will need workers calls `start` first, so
that both do it at the same time.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections.abc import Iterator
from multiprocessing import forkserver

__all__ = ["start"]


def start() -> bool:
    """Have the server running; False where the system has none."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return False
    multiprocessing.get_context("forkserver").set_forkserver_preload(["grading.run.worker"])
    with _imports_from_here_off():
        forkserver.ensure_running()
    return True


@contextlib.contextmanager
def _imports_from_here_off() -> Iterator[None]:
    """Have a Python that starts now import nothing from the current folder, such as a submission."""
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        del os.environ["PYTHONSAFEPATH"]
        if before is not None:
            os.environ["PYTHONSAFEPATH"] = before
