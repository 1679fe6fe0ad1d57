"""Copies of the gradebook, made before each run and put back by one command."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from grading.core.course import Course
from grading.core.errors import CourseError
from grading.core.files import stamp
from grading.core.lock import lock_file, locked

KEEP = 20
_PREFIX = "sqlite:///"


def database(course: Course) -> Path | None:
    """The file of the gradebook; None where it is on a database server, which has backups of its own."""
    url = str(course.directory().db_url)
    return Path(url.removeprefix(_PREFIX)) if url.startswith(_PREFIX) else None


def backups(course: Course) -> list[Path]:
    """The copies, oldest first."""
    return sorted(course.backups.glob("gradebook-*.db"))


def back_up(course: Course, keep: int = KEEP) -> Path | None:
    """Copy the gradebook, unless the newest copy is the same. Returns the copy that holds its present state.

    Old copies beyond `keep` go, but only where that many sound newer ones remain. Raises CourseError where
    the gradebook is damaged: then nothing should be written to it.
    """
    source = database(course)
    if source is None or not source.is_file():
        return None
    copy = _copy(source, course.backups, "gradebook")
    if (problem := check(copy)) is not None:
        copy.unlink()
        raise CourseError(f"{source} is damaged ({problem}); put a copy back with `course restore`")
    earlier = [path for path in backups(course) if path != copy]
    if earlier and earlier[-1].read_bytes() == copy.read_bytes():
        copy.unlink()
        return earlier[-1]
    _rotate([*earlier, copy], keep)
    return copy


def restore_backup(course: Course, backup: Path | None = None) -> Path:
    """Put a copy back, by default the newest. What stood there is kept beside the copies.

    backup: a file, or the name of one of the copies, as a run says it. Returns the copy that was used. Raises
    CourseError where there is none, where it is damaged, or where the course is being graded. Gradings that
    are in the journal, but not in the copy, are entered again by the next `course grade`.
    """
    target = database(course)
    if target is None:
        raise CourseError("the gradebook is on a database server; use its own backups")
    known = backups(course)
    if backup is None and not known:
        raise CourseError(f"there is no copy of the gradebook in {course.backups}")
    named = {Path(path.name): path for path in known}
    chosen = named.get(backup, backup) if backup is not None else known[-1]
    if not chosen.is_file():
        raise CourseError(
            f"there is no file {chosen}; copies in {course.backups}: {', '.join(map(str, named)) or 'none'}"
        )
    if (problem := check(chosen)) is not None:
        raise CourseError(f"{chosen} is damaged ({problem}); try an older copy")
    with locked(lock_file(course)):
        fresh = _copy(chosen, target.parent, ".restoring")
        _set_aside(course, target)
        os.replace(fresh, target)
    return chosen


def check(path: Path) -> str | None:
    """What is wrong with a database file; None where it is whole."""
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            answer = database.execute("PRAGMA integrity_check").fetchone()[0]
            database.execute("SELECT count(*) FROM assignment").fetchone()
    except sqlite3.Error as error:
        return str(error)
    return None if answer == "ok" else str(answer)


def _copy(source: Path, target: Path, name: str) -> Path:
    """A consistent copy, even while somebody else writes. It appears whole or not at all."""
    target.mkdir(parents=True, exist_ok=True)
    scratch = target / f".{name}-{(now := stamp())}.part"
    try:
        with (
            contextlib.closing(sqlite3.connect(source, timeout=30)) as old,
            contextlib.closing(sqlite3.connect(scratch)) as new,
        ):
            old.backup(new)
    except sqlite3.Error as error:
        scratch.unlink(missing_ok=True)
        raise CourseError(
            f"{source} cannot be copied ({error}); put a copy back with `course restore`"
        ) from error
    with scratch.open("rb+") as file:
        os.fsync(file.fileno())
    final = target / f"{name}-{now}.db"
    os.replace(scratch, final)
    return final


def _set_aside(course: Course, target: Path) -> None:
    """Rename the database and SQLite's notes on unfinished transactions, which belong to no other file."""
    now = stamp()
    for suffix in ("", "-journal", "-wal", "-shm"):
        path = target.with_name(target.name + suffix)
        if path.exists():
            os.replace(path, course.backups / f"replaced-{now}.db{suffix}")


def _rotate(copies: list[Path], keep: int) -> None:
    """Delete the oldest beyond `keep` sound ones."""
    sound = 0
    for path in reversed(copies):
        if sound >= keep:
            path.unlink()
        elif check(path) is None:
            sound += 1
