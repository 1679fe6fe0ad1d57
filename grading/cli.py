"""The command `course`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from grading.core.errors import CourseError
from grading.run import prefork


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0 done, 1 something to put right, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    if options.command in (_grade, _feedback) and getattr(options, "executor", "processes") == "processes":
        prefork.start()
    try:
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except CourseError as error:
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

    grade = commands.add_parser("grade", help="autograde submissions, in parallel and in a sandbox")
    grade.add_argument("name", metavar="NN_topic")
    grade.add_argument("--students", nargs="+", metavar="STUDENT", help="only these; all by default")
    grade.add_argument("--jobs", type=int, metavar="N", help="worker processes; one a processor by default")
    grade.add_argument("--regrade", action="store_true", help="grade again what has not changed, too")
    grade.add_argument("--executor", choices=("processes", "dask"), default="processes")
    grade.add_argument("--scheduler", metavar="ADDRESS", help="of the Dask cluster, such as tcp://host:8786")
    grade.add_argument(
        "--sandbox",
        choices=("bubblewrap", "none"),
        default="bubblewrap",
        help="none: submissions run with all your rights, where there is no bubblewrap",
    )
    grade.set_defaults(command=_grade)

    feedback = commands.add_parser("feedback", help="an HTML page for each graded submission")
    feedback.add_argument("name", metavar="NN_topic")
    feedback.add_argument("--students", nargs="+", metavar="STUDENT", help="only these; all by default")
    feedback.add_argument("--show-hidden", action="store_true", help="leave the source of hidden tests in")
    feedback.set_defaults(command=_feedback)

    restore = commands.add_parser("restore", help="put a copy of the gradebook back")
    restore.add_argument(
        "backup", nargs="?", type=Path, help="one in grading/backups/, or any file; by default the newest"
    )
    restore.set_defaults(command=_restore)

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
    from grading.authoring.build import build, stale
    from grading.core.course import open_course

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
    from grading.authoring.export import export
    from grading.core.course import open_course

    files = export(open_course(), options.destination)
    print(f"{len(files)} files in {options.destination}")
    return 0


def _grade(options: argparse.Namespace) -> int:
    from rich.console import Console

    from grading.core.course import open_course
    from grading.report.tables import print_summary
    from grading.run.grade import grade

    settings = {name: value for name, value in vars(options).items() if name not in ("command", "name")}
    summary = grade(open_course(), options.name, **settings)
    print_summary(summary, Console())
    return 1 if summary.could_not else 0


def _feedback(options: argparse.Namespace) -> int:
    from grading.core.course import open_course
    from grading.report.feedback import feedback

    course = open_course()
    pages = feedback(course, options.name, students=options.students, show_hidden=options.show_hidden)
    print(f"{len(pages)} pages in {course.folder('feedback').relative_to(course.root)}/")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from grading.core.course import open_course
    from grading.run.backup import restore_backup

    print(f"the gradebook is that of {restore_backup(open_course(), options.backup).name} again")
    return 0


def _report(options: argparse.Namespace) -> int:
    from rich.console import Console

    from grading.core.course import open_course
    from grading.report import status, tables

    course, console = open_course(), Console()
    with course.gradebook() as gradebook:
        rows = status.rows(gradebook, course.directory(), options.names)
    status.write_csv(rows, options.to)
    for name in sorted({row.assignment for row in rows}):
        of_one = [row for row in rows if row.assignment == name]
        console.print(tables.class_table(of_one, name), tables.exercise_table(of_one))
    print(f"{len(rows)} rows in {options.to}")
    return 0


def _demo(options: argparse.Namespace) -> int:
    from grading.core.course import open_course
    from grading.demo import demo

    demo(open_course(), options.name)
    return 0
