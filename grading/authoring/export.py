"""The students' tree: copied from an allow-list, so that nothing gets in that nobody thought of."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from grading.authoring.build import stale
from grading.core.course import Course
from grading.core.errors import CourseError
from grading.core.files import digest

_MANIFEST = ".exported.json"
_HELPER_SUFFIXES = {".py", ".typed", ".json", ".csv", ".npz", ".txt"}
_PYPROJECT = """\
# Made by `course export`.
[build-system]
requires = {requires}
build-backend = "setuptools.build_meta"

[project]
name = {name}
version = {version}
description = {description}
requires-python = {python}
dependencies = [
{dependencies}]

[tool.setuptools.packages.find]
include = ["course_utils*"]

[tool.setuptools.package-data]
course_utils = ["files/*"]
"""


def export(course: Course, destination: Path) -> list[Path]:
    """Write the students' tree into an empty folder, or bring an earlier export up to date.

    Returns the files, relative to the destination. Raises CourseError, and writes nothing, if `notebooks/`
    is stale, if the folder holds something else, or if a file of the earlier export was changed since.
    """
    before = _earlier_export(destination)
    if differences := stale(course):
        raise CourseError("\n".join(differences))
    files = contents(course)
    _refuse_to_overwrite(destination, files, before)
    for name in before.keys() - {path.as_posix() for path in files}:
        _remove_unchanged(destination / name, before[name])
    digests = {path.as_posix(): digest(content) for path, content in files.items()}
    _write(destination, files | {Path(_MANIFEST): f"{json.dumps(digests, indent=1)}\n".encode()})
    return list(files)


def _write(destination: Path, files: dict[Path, bytes]) -> None:
    try:
        for path, content in files.items():
            target = destination / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    except OSError as error:
        raise CourseError(
            f"the export cannot be written to {destination} ({error.strerror}: {error.filename}); "
            "name a folder that you may write to"
        ) from error


def contents(course: Course) -> dict[Path, bytes]:
    """The allow-list: where each file of the students' tree goes, and what it holds."""
    home = course.home
    sources = {Path("README.md"): home / "docs" / "students.md"}
    sources |= {Path(name): home / name for name in ("LICENSE", "environment.yml")}
    for script in course.scripts():
        name = Path("notebooks", script.stem, f"{script.stem}.ipynb")
        sources[name] = home / name
    for path in sorted((home / "course_utils").rglob("*")):
        if path.is_file() and path.suffix in _HELPER_SUFFIXES and "__pycache__" not in path.parts:
            sources[path.relative_to(home)] = path
    missing = [str(path.relative_to(home)) for path in sources.values() if not path.is_file()]
    if missing:
        raise CourseError(f"the export needs {', '.join(missing)}, and there is no such file")
    files = {name: path.read_bytes() for name, path in sources.items()}
    return files | {Path("pyproject.toml"): _pyproject(home / "pyproject.toml").encode()}


def _pyproject(path: Path) -> str:
    """The project file of the students' tree: the same dependencies, `course_utils` alone, no extras."""
    full = tomllib.loads(path.read_text(encoding="utf-8"))
    project = full["project"]
    return _PYPROJECT.format(
        requires=json.dumps(full["build-system"]["requires"]),
        name=json.dumps(project["name"]),
        version=json.dumps(project["version"]),
        description=json.dumps(project["description"]),
        python=json.dumps(project["requires-python"]),
        dependencies="".join(f"    {json.dumps(spec)},\n" for spec in project["dependencies"]),
    )


def _earlier_export(destination: Path) -> dict[str, str]:
    """File -> digest as an earlier export wrote it; empty for an empty folder or a new repository."""
    if destination.exists() and not destination.is_dir():
        raise CourseError(f"{destination} is a file; name a folder")
    there = {path.name for path in destination.iterdir()} if destination.exists() else set()
    if _MANIFEST in there:
        return _read_manifest(destination / _MANIFEST)
    if there - {".git"}:
        names = ", ".join(sorted(there)[:3])
        raise CourseError(
            f"{destination} is neither empty nor an earlier export ({names}); name another folder"
        )
    return {}


def _read_manifest(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        raise CourseError(
            f"{path} does not say what was exported (it is damaged); export to another folder"
        ) from None


def _refuse_to_overwrite(destination: Path, files: dict[Path, bytes], before: dict[str, str]) -> None:
    changed = []
    for path, content in files.items():
        target = destination / path
        known = (before.get(path.as_posix()), digest(content))
        if target.exists() and not (target.is_file() and digest(target.read_bytes()) in known):
            changed.append(str(path))
    if changed:
        raise CourseError(
            f"changed in {destination} since the last export: {', '.join(changed)}. Nothing was written; "
            "move these files away, or export to another folder."
        )


def _remove_unchanged(path: Path, known: str) -> None:
    """Remove a file that is no longer exported, unless somebody changed it."""
    if path.is_file() and digest(path.read_bytes()) == known:
        path.unlink()
