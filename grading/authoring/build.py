"""Exercise scripts to nbgrader's source notebooks, and those to the release in `notebooks/`."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import nbformat
from nbgrader.converters import GenerateAssignment
from nbgrader.utils import remove

from grading.authoring.lint import check
from grading.authoring.script import HIDDEN, SCHEME, SOLUTION, Script, notebook, read
from grading.core.course import Course, run_step
from grading.core.errors import CourseError, SourceError
from grading.core.files import digest, stamp


def load(course: Course, names: list[str] | None = None) -> list[Script]:
    """Read and check the exercise scripts. Raises SourceError with the mistakes of all of them."""
    scripts, mistakes = [], []
    for path in course.scripts(names):
        try:
            scripts.append(read(path))
            check(scripts[-1])
        except SourceError as error:
            mistakes.append(str(error))
    if mistakes:
        raise SourceError("\n".join(mistakes))
    return scripts


def build(course: Course, names: list[str] | None = None) -> list[Path]:
    """Write source notebooks and release, and enter the assignments in the gradebook.

    Returns the released notebooks. Files that somebody put beside them stay; a released notebook that was
    changed by hand is kept in grading/backups/ before it is replaced.
    """
    return [
        _install(course, script.name, release) for script, release in _generate(course, load(course, names))
    ]


def stale(course: Course, names: list[str] | None = None) -> list[str]:
    """What distinguishes `notebooks/` from a fresh build: one line a notebook; empty where nothing does.

    Builds in a scratch folder, so that neither files nor gradebook change.
    """
    with tempfile.TemporaryDirectory() as folder:
        scratch = Course(course.home, Path(folder).resolve())
        found = []
        for script, release in _generate(scratch, load(course, names)):
            old = course.folder("release", script.name, f"{script.name}.ipynb")
            if difference := _difference(old, release, script):
                found.append(
                    f"{old.relative_to(course.root)}: {difference}; run `course build {script.name}`"
                )
        return found + ([] if names else _orphans(course))


def _generate(course: Course, scripts: list[Script]) -> Iterator[tuple[Script, Path]]:
    """Each script with its freshly made release, which lies in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        aside = Course(course.home, course.root)
        aside.config.CourseDirectory.release_directory = folder
        course.gradebook().close()
        for script in scripts:
            write_source(course, script)
            run_step(GenerateAssignment, aside, script.name, force=True)
            release = Path(folder, script.name, f"{script.name}.ipynb")
            _refuse_leaks(release, script)
            yield script, release


def write_source(course: Course, script: Script) -> Path:
    """Write nbgrader's source notebook, solutions and hidden tests included, and return its path."""
    path = course.folder("source", script.name, f"{script.name}.ipynb")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook(script)) + "\n", encoding="utf-8")
    return path


def _refuse_leaks(release: Path, script: Script) -> None:
    """Raise CourseError if the release still holds a region that students must not see."""
    text = release.read_text(encoding="utf-8")
    for region in (SOLUTION, HIDDEN, SCHEME):
        if f"BEGIN {region}" in text or f"END {region}" in text:
            raise CourseError(
                f"{script.path}: a region {region} survived in the release; nothing was written"
            )


def _install(course: Course, name: str, release: Path) -> Path:
    """Copy a fresh release into `notebooks/`, keeping what a person may have written there."""
    target = course.folder("release", name, release.name)
    record = course.folder("source", ".released.json")
    known = json.loads(record.read_text()) if record.exists() else {}
    old, new = target.read_bytes() if target.exists() else None, release.read_bytes()
    if old not in (None, new) and digest(old or b"") != known.get(name):
        _keep(course, target)
    if old != new:
        target.parent.mkdir(parents=True, exist_ok=True)
        if old is not None:
            remove(str(target))
        shutil.copyfile(release, target)
    record.write_text(json.dumps({**known, name: digest(new)}, indent=1))
    return target


def _keep(course: Course, target: Path) -> None:
    """Copy a notebook that `course build` did not write into grading/backups/."""
    course.backups.mkdir(parents=True, exist_ok=True)
    shutil.copy2(target, course.backups / f"{target.stem}-{stamp()}.ipynb")


def _difference(old: Path, new: Path, script: Script) -> str:
    """Where `old` first departs from `new`, in words; "" where they are the same bytes."""
    if not old.is_file():
        return "is missing"
    if old.read_bytes() == new.read_bytes():
        return ""
    try:
        cells = json.loads(old.read_bytes())["cells"]
    except (ValueError, KeyError, TypeError):
        return "is not a notebook"
    fresh = json.loads(new.read_bytes())["cells"]
    for number, (have, want) in enumerate(zip_longest(cells, fresh), 1):
        if have != want:
            cell = want or have
            name = cell["metadata"].get("nbgrader", {}).get("grade_id") or cell.get("id", "")
            text = "".join(cell["source"]).strip().split("\n")[0][:60]
            return f"cell {number} ({name}: {text!r}) differs from {script.path.name}"
    return "its metadata or layout differs"


def _orphans(course: Course) -> list[str]:
    """Released notebooks whose exercise script is gone."""
    known = {path.stem for path in course.scripts()}
    released = course.folder("release").glob("[0-9][0-9]_*/[0-9][0-9]_*.ipynb")
    return [
        f"{path.relative_to(course.root)}: has no script in grading/exercises; remove one or write the other"
        for path in sorted(released)
        if path.stem == path.parent.name and path.stem not in known
    ]
