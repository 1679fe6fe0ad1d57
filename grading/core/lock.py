"""One run at a time on a course."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from grading.core.course import Course, CourseError


def lock_file(course: Course) -> Path:
    """The file that stands for the right to write to a course's gradebook."""
    return course.room("submitted").parent / "results" / ".lock"


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock file. Raises CourseError where another process has it.

    The operating system lets go of the lock when its holder ends, however that happens.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        if not _take(file.fileno()):
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise CourseError(f"this course is being graded already, by {holder}; wait for it, or stop it")
        file.truncate(0)
        file.write(f"process {os.getpid()}")
        file.flush()
        yield


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
