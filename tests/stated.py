"""Does what a notebook's prose says of its run hold in a run?

    python -m tests.stated 05                       # about a minute; the notebook's experiments run
    OMP_NUM_THREADS=2 python -m tests.stated 05     # and with two threads

Prints each number that the run contradicts and each that nobody vouches for, with file and line.
`grading.authoring.measured` shows how a markdown cell says where its numbers come from.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
import types
from collections.abc import Iterator

from grading.authoring.measured import statements
from grading.authoring.prose import unaccounted
from grading.authoring.script import Script
from tests.harness import like_a_kernel, scripts


def contradicted(script: Script) -> Iterator[tuple[int, str]]:
    """Line and sentence for each statement that does not hold, in one run of the whole notebook.

    Raises what a cell raises.
    """
    namespace = types.ModuleType("__main__").__dict__
    for cell in script.cells:
        if cell.kind == "code":
            with contextlib.redirect_stderr(io.StringIO()), like_a_kernel():
                exec(compile(cell.source, f"{script.path}:{cell.first}", "exec"), namespace)
        else:
            for statement in statements(cell.source):
                if failure := statement.failure(namespace):
                    yield cell.first + statement.offset, failure


def unvouched(script: Script) -> Iterator[tuple[int, str]]:
    """Line and sentence for each number that nothing accounts for."""
    for line, what in unaccounted(script):
        yield line, f"{what} stands in the text, and nothing says where it comes from"


def main() -> None:
    """Check the notebooks whose names begin as said."""
    parser = argparse.ArgumentParser(prog="python -m tests.stated", description=__doc__.split("\n")[0])
    parser.add_argument("notebook", nargs="?", default="", help="such as 05; all of them by default")
    chosen = parser.parse_args().notebook
    found = [
        f"{script.path}:{line}: {text}"
        for script in scripts()
        if script.name.startswith(chosen)
        for line, text in [*contradicted(script), *unvouched(script)]
    ]
    print("\n".join(found) or "the text agrees with the run")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
