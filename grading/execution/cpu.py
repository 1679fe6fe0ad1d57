"""One processor for each engine on this machine.

A notebook's two processes take turns, which is a third faster on one processor than across two; but two
engines must not choose the same one. A locked file says which is taken; the lock ends with its process.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

__all__ = ["Processor"]


class Processor:
    """A claim on one processor. number: which, or None if all are taken or the system cannot tell."""

    def __init__(self) -> None:
        self.number: int | None = None
        self._file: int | None = None
        with contextlib.suppress(ImportError, OSError, AttributeError):
            for number in sorted(os.sched_getaffinity(0)):
                if self._claim(number):
                    break

    def release(self) -> None:
        """Let another engine have it."""
        if self._file is not None:
            os.close(self._file)
        self._file = self.number = None

    def _claim(self, number: int) -> bool:
        import fcntl  # not on Windows

        folder = Path(tempfile.gettempdir()) / f"course-processors-{os.getuid()}"
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid != os.getuid():
            raise OSError("somebody else's folder")
        file = os.open(folder / str(number), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(file)
            return False
        self.number, self._file = number, file
        return True
