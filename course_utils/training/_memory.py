"""Memory that every training step frees, and needs again in the next one."""

from __future__ import annotations

import ctypes
import sys
from functools import cache

__all__ = ["keep_freed_memory"]

# Parameters of mallopt(3): how much free memory at the end of the heap is given back to the system, and the
# size from which a block is the system's own, of which glibc allows 32 MiB at most.
TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
MOST, LARGEST = 2**31 - 1, 2**25


@cache
def keep_freed_memory() -> None:
    """Let this process keep what it frees, for the next step.

    Linux's C library hands large blocks back to the system as soon as they are free, and each step on the CPU
    then gets its activations anew, page by page: up to a quarter of its time. The process stays about as
    large as its largest step made it. Other systems' libraries are left as they are.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if set_option is not None and set_option(MMAP_THRESHOLD, LARGEST):
        set_option(TRIM_THRESHOLD, MOST)
