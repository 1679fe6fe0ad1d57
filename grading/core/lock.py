"""One run at a time on a course."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from grading.core.course import Course
from grading.core.errors import CourseError


def lock_file(course: Course) -> Path:
    """The file that stands for the right to write to a course's gradebook."""
    return course.results / ".lock"


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock file. Raises CourseError, which names the holder, where another process has it.

    The operating system lets go of the lock when its holder ends, however that happens. The file beside it,
    `<path>.holder`, says who that is, for the message alone.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    holder = path.with_name(f"{path.name}.holder")
    lock = FileLock(path)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        name = holder.read_text(encoding="utf-8") if holder.exists() else "another process"
        raise CourseError(
            f"this course is being graded already, by {name}; wait for it, or stop it"
        ) from None
    try:
        holder.write_text(f"process {os.getpid()}", encoding="utf-8")
        yield
    finally:
        lock.release()
