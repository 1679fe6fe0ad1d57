"""Starts the server of worker processes, in a module that is quick to import.

Server and main process each import for a second. A command that will need workers calls `start` first, so
that both do it at the same time.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing import forkserver

__all__ = ["start"]


def start() -> bool:
    """Have the server running; False where the system has none."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return False
    multiprocessing.get_context("forkserver").set_forkserver_preload(["grading.run.worker"])
    forkserver.ensure_running()
    return True
