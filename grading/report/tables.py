"""Tables for the terminal: the class, the exercises, and what a grading run did."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import fmean

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grading.report.status import Row, printable
from grading.run.grade import Summary


def class_table(table: Iterable[Row], assignment: str) -> Table:
    """A line for each student: points, status, and where points were lost."""
    shown = Table(title=assignment, title_justify="left")
    shown.add_column("student", overflow="fold")
    shown.add_column("points", justify="right")
    shown.add_column("status", overflow="fold")
    shown.add_column("points lost in", overflow="fold")
    for row in table:
        points = "-" if row.score is None else f"{row.score:g} of {row.max_score:g}"
        status = f"{row.status} ({row.remarks})" if row.remarks else row.status
        colour = "red" if row.score is None else "yellow" if row.remarks else ""
        cells = (row.student, points, status, _few(row.lost, len(row.points)))
        shown.add_row(*map(Text, cells), style=colour)  # as Text, brackets in a name are brackets
    return shown


def _few(names: list[str], total: int) -> str:
    if len(names) > 4:
        return f"{len(names)} of {total} exercises"
    return ", ".join(names)


def exercise_table(table: Iterable[Row]) -> Table:
    """A line for each exercise: points, the class's mean, and how many got all points."""
    scores: dict[str, list[tuple[float, float]]] = {}
    for row in table:
        for name, (won, full) in row.points.items():
            scores.setdefault(name, []).extend([(won, full)] if won is not None else [])
    shown = Table(
        "exercise", title="points by exercise, of the submissions that were graded", title_justify="left"
    )
    for heading in ("points", "mean", "full points"):
        shown.add_column(heading, justify="right")
    for name, pairs in scores.items():
        if pairs:
            full = sum(won >= most for won, most in pairs)
            shown.add_row(
                name, f"{pairs[0][1]:g}", f"{fmean(won for won, _ in pairs):.2f}", f"{full} of {len(pairs)}"
            )
    return shown


def print_summary(summary: Summary, console: Console) -> None:
    """Say what a run of `course grade` did, and name everybody whom a person should look at."""
    count = len(summary.graded) + len(summary.kept)
    rate = f", {len(summary.graded) / summary.seconds:.1f} a second" if summary.graded else ""
    graded = f"{len(summary.graded)} graded in {summary.seconds:.1f} s{rate}"
    console.print(
        f"{count} submissions of {summary.assignment}: {graded}; "
        f"{len(summary.kept)} had not changed; {len(summary.waiting)} wait for a person"
    )
    if summary.sandbox == "none":
        console.print("[red]Graded WITHOUT a sandbox: the submissions had all rights of the grader.[/]")
    for student, why in sorted(summary.could_not.items()):
        console.print(Text(f"could not be graded {student}: {printable(why)}", style="red"))
    for change in summary.changed:
        late = change.old_penalty, change.new_penalty
        penalty = f", late penalty {late[0]:g} -> {late[1]:g}" if any(late) else ""
        line = f"score changed {change.student}: {change.old:g} -> {change.new:g}{penalty}"
        console.print(line, markup=False)
    if summary.backup is not None:
        console.print(f"the gradebook as it was before: {summary.backup.name}", highlight=False)
