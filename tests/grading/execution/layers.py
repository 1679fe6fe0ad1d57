"""Does a test notice when one layer of the sandbox is missing?

    python -m tests.grading.execution.layers                      # all of them, in about twenty minutes
    python -m tests.grading.execution.layers --only "call mount"  # one; may be given more than once
    python -m tests.grading.execution.layers --list

Each layer is taken out of a copy of the repository, and the tests that name it run there; at least one must
fail. A layer that this machine or user does not have is skipped. Fails if any layer is missed by no test.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from tests.grading.execution.layer_table import Layer, layers
from tests.harness import REPO

__all__ = ["Outcome", "main", "run_tests", "try_without"]

PARTS = ("grading", "course_utils", "notebooks", "tests", "pyproject.toml", "nbgrader_config.py")
SECONDS = 120  # for one test: without a limit, what it held back may never end
ROW = "{:34} {:>5} {:>6}  {}"


class Outcome(NamedTuple):
    """How many tests ran, how many of them failed, and how many were skipped."""

    ran: int
    failed: int
    skipped: int


def copy_repository(home: Path) -> None:
    """What the tests of the sandbox need, without compiled files, which could hide a change of the source."""
    for part in PARTS:
        source = REPO / part
        if source.is_dir():
            shutil.copytree(source, home / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, home / part)


def run_tests(home: Path, tests: Iterable[str]) -> Outcome:
    """Run these tests in a copy. Raises RuntimeError if pytest cannot run them."""
    report = home / "report.xml"
    report.unlink(missing_ok=True)
    options = ["-q", "-p", "no:cacheprovider", f"--junitxml={report}", "-o", f"timeout={SECONDS}"]
    environment = {**os.environ, "PYTHONPATH": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", *options, *tests]
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"pytest could not run {' '.join(tests)}:\n{done.stdout}{done.stderr}")
    suite = ElementTree.parse(report).getroot()[0].attrib
    skipped = int(suite["skipped"])
    return Outcome(int(suite["tests"]) - skipped, int(suite["failures"]) + int(suite["errors"]), skipped)


def try_without(layer: Layer, home: Path) -> Outcome:
    """Run a layer's tests in a copy without it, and put it back. Raises ValueError if it is not found."""
    path = home / layer.file
    text = changed = path.read_text(encoding="utf-8")
    for before, after in layer.changes:
        if changed.count(before) != 1:
            raise ValueError(f"{layer.name}: {layer.file} has {changed.count(before)} places with {before!r}")
        changed = changed.replace(before, after)
    path.write_text(changed, encoding="utf-8")
    try:
        return run_tests(home, layer.tests)
    finally:
        path.write_text(text, encoding="utf-8")


def report(chosen: list[Layer], home: Path) -> list[str]:
    """Print the table, a row when it is known. Returns the layers that no test misses."""
    intact = run_tests(home, sorted({test for layer in chosen for test in layer.tests}))
    print(ROW.format("layer", "ran", "failed", "taken out by"))
    more = f"{intact.skipped} tests skipped here"
    print(ROW.format("(all in place)", intact.ran, intact.failed, more), flush=True)
    unnoticed = ["(all in place)"] if intact.failed else []
    for layer in chosen:
        outcome = try_without(layer, home)
        absent = not outcome.failed and _is_absent(layer, outcome, home)
        said = "absent" if absent else outcome.failed or "NONE"
        print(ROW.format(layer.name, outcome.ran, said, layer.how), flush=True)
        if not outcome.failed and not absent:
            unnoticed.append(layer.name)
    return unnoticed


def _is_absent(layer: Layer, outcome: Outcome, home: Path) -> bool:
    """Whether its tests are skipped with the layer in place as well: there is none on this machine."""
    return not outcome.ran and not run_tests(home, layer.tests).ran


def main(arguments: list[str] | None = None) -> int:
    """The command line. Returns 1 if the absence of some layer goes unnoticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    names = [layer.name for layer in layers()]
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help="this layer alone")
    parser.add_argument("--list", action="store_true", help="print the layers and the tests that name them")
    given = parser.parse_args(arguments)
    chosen = [layer for layer in layers() if layer.name in (given.only or names)]
    if given.list:
        print("\n".join(f"{layer.name}: {' '.join(layer.tests)}" for layer in chosen))
        return 0
    with tempfile.TemporaryDirectory(prefix="layers-") as folder:
        copy_repository(Path(folder))
        unnoticed = report(chosen, Path(folder))
    print(f"not noticed: {', '.join(unnoticed) or 'none'}")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
