"""The command `course`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from grading.source import SourceError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0 done, 1 something to put right, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    from grading.course import CourseError

    try:
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except (CourseError, SourceError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="course", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    build = commands.add_parser("build", help="exercise scripts to nbgrader's source and to notebooks/")
    build.add_argument("names", nargs="*", metavar="NN_topic", help="which notebooks; all by default")
    build.add_argument("--check", action="store_true", help="change nothing; fail where notebooks/ is stale")
    build.set_defaults(command=_build)

    export = commands.add_parser("export", help="write the students' tree: no solution, no hidden test")
    export.add_argument(
        "destination", type=Path, metavar="DEST", help="an empty folder, or an earlier export"
    )
    export.set_defaults(command=_export)

    report = commands.add_parser("report", help="the class table, and grades.csv")
    report.add_argument("names", nargs="*", metavar="NN_topic", help="which assignments; all by default")
    report.add_argument(
        "--to", type=Path, default=Path("grades.csv"), metavar="FILE", help="default: grades.csv"
    )
    report.set_defaults(command=_report)

    demo = commands.add_parser("demo", help="build, grade and report on a small made-up class, in demo/")
    demo.add_argument(
        "name", nargs="?", metavar="NN_topic", help="which notebook; by default the first complete one"
    )
    demo.set_defaults(command=_demo)
    return parser


def _build(options: argparse.Namespace) -> int:
    from grading.build import build, stale
    from grading.course import open_course

    course = open_course()
    if not options.check:
        for path in build(course, options.names):
            print(path.relative_to(course.root))
        return 0
    differences = stale(course, options.names)
    print(
        "\n".join(differences) or "notebooks/ is up to date", file=sys.stderr if differences else sys.stdout
    )
    return 1 if differences else 0


def _export(options: argparse.Namespace) -> int:
    from grading.course import open_course
    from grading.export import export

    files = export(open_course(), options.destination)
    print(f"{len(files)} files in {options.destination}")
    return 0


def _report(options: argparse.Namespace) -> int:
    from rich.console import Console

    from grading import report
    from grading.course import open_course

    course, console = open_course(), Console()
    with course.gradebook() as gradebook:
        rows = report.rows(gradebook, course.directory())
    wanted = [row for row in rows if not options.names or row.assignment in options.names]
    report.write_csv(wanted, options.to)
    for name in sorted({row.assignment for row in wanted}):
        of_one = [row for row in wanted if row.assignment == name]
        console.print(report.class_table(of_one, name), report.exercise_table(of_one))
    print(f"{len(wanted)} rows in {options.to}")
    return 0


def _demo(options: argparse.Namespace) -> int:
    from grading.course import open_course
    from grading.demo import demo

    demo(open_course(), options.name)
    return 0
