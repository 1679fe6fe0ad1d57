"""Grades a class: in parallel, resumable at any point, every submission exactly once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.utils import parse_utc
from rich.console import Console

from grading.core.course import Course
from grading.core.errors import CourseError
from grading.core.files import digest
from grading.core.lock import lock_file, locked
from grading.execution.limits import Limits
from grading.run.backup import back_up
from grading.run.gradebook import Change, Writer, enter
from grading.run.journal import Journal, Result, write_atomically
from grading.run.progress import Meter
from grading.run.schedule import Schedule
from grading.run.worker import Job, warm_up
from grading.run.worker_engine import EngineFactory
from grading.run.workers import Cluster, Processes, Workers, processors
from grading.submission import template
from grading.submission.handed_in import Ungradable, read_file

BATCH, BATCH_SECONDS = 16, 1.0  # results that are entered in one transaction, and how long they may wait


@dataclass
class Summary:
    """What a run did. Students appear by name.

    graded: now; kept: before, and nothing has changed since. could_not: student -> why it could not be
    graded. remarks: student -> what a grader should know. waiting: those with cells for a human.
    changed: those whose score is another one than before. pace: seconds from one result to the next, once the
    workers were warm; 0 where there were too few to tell.
    """

    assignment: str
    sandbox: str
    graded: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    could_not: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    backup: Path | None = None
    seconds: float = 0.0
    pace: float = 0.0

    def add(self, result: Result, change: Change | None) -> None:
        """Take down one submission's outcome."""
        if result.why:
            self.could_not[result.student] = result.why
        if result.remarks:
            self.remarks[result.student] = result.remarks
        scores = [score for notebook in result.notebooks.values() for score in notebook.scores.values()]
        if None in scores:
            self.waiting.append(result.student)
        if change is not None:
            self.changed.append(change)


def grade(
    course: Course,
    assignment: str,
    *,
    students: Sequence[str] | None = None,
    jobs: int | None = None,
    sandbox: str = "bubblewrap",
    executor: str = "processes",
    scheduler: str | None = None,
    regrade: bool = False,
    limits: Limits | None = None,
    console: Console | None = None,
    engine: EngineFactory | None = None,
    workers: Callable[[], Workers] | None = None,
) -> Summary:
    """Grade the submissions of an assignment that are new, or changed, or whose tests changed.

    students: only these; all by default. jobs: worker processes, by default one a processor.
    executor: "processes", or "dask" with the address of its scheduler. regrade: grade all anew.
    engine, workers: stand-ins for tests. Raises CourseError where nothing can be graded; what was graded
    before that stays, and the next run goes on from there.
    """
    start = time.perf_counter()
    limits, console = limits or Limits(), console or Console()
    crew = workers() if workers else _workers(executor, jobs, scheduler)
    try:
        templates = template.load_templates(course, assignment)
        with locked(lock_file(course)):
            plan = _Plan(course, assignment, templates, sandbox, limits, engine)
            summary = plan.run(crew, students, regrade, console)
    except BaseException:
        crew.close()
        raise
    crew.finish()
    summary.graded.sort()
    summary.waiting.sort()
    summary.changed.sort(key=lambda change: change.student)
    summary.seconds = time.perf_counter() - start
    return summary


def _workers(executor: str, jobs: int | None, scheduler: str | None) -> Workers:
    if jobs is not None and jobs < 1:
        raise CourseError(f"--jobs must be at least 1, got {jobs}")
    if executor == "processes":
        if scheduler is not None:
            raise CourseError(f"--scheduler {scheduler} is for a Dask cluster: say --executor dask, too")
        return Processes(jobs or processors())
    if executor == "dask":
        if jobs is not None:
            raise CourseError(f"--jobs {jobs} is for this machine: a Dask cluster uses all its workers")
        return Cluster(scheduler)
    raise CourseError(f"unknown executor {executor!r}; there are: processes, dask")


class _Plan:
    """One run: which submissions to grade, and what to grade them against."""

    def __init__(
        self,
        course: Course,
        assignment: str,
        templates: dict[str, NotebookNode],
        sandbox: str,
        limits: Limits,
        engine: EngineFactory | None,
    ) -> None:
        self.course, self.assignment = course, assignment
        self.sandbox, self.limits, self.engine = sandbox, limits, engine
        self.journal = Journal(course.results / assignment)
        self.journal.tidy()
        self.digests = {name: template.digest(notebook) for name, notebook in templates.items()}
        self.templates = {name: self._store(name, notebook) for name, notebook in templates.items()}

    def _store(self, name: str, notebook: NotebookNode) -> Path:
        """A file with the template, for the workers; its name changes with its content."""
        path = self.journal.folder / ".templates" / f"{self.digests[name]}.json"
        if not path.exists():
            write_atomically(path, json.dumps(notebook).encode())
        return path

    def run(self, crew: Workers, students: Sequence[str] | None, regrade: bool, console: Console) -> Summary:
        """Grade, and enter every result in the gradebook."""
        todo, done = self._sort([self._job(student) for student in self._chosen(students)], regrade)
        if todo:
            warm_up(crew, todo[0])
        summary = Summary(self.assignment, self.sandbox)
        summary.backup = back_up(self.course)
        with Writer(self.course, self.assignment) as writer:
            for result in done:
                self._keep(result, writer, summary)
            writer.commit()
            with Meter(console, len(todo), f"Grading {self.assignment}") as meter:
                self._take_in(Schedule(crew, todo, meter, _patience(self.limits)).results(), writer, summary)
        return summary

    def _chosen(self, students: Sequence[str] | None) -> list[str]:
        handed_in = self.course.submitted(self.assignment)
        unknown = sorted(set(students or []) - set(handed_in))
        if unknown or not handed_in:
            who = ", ".join(unknown) or "nobody"
            verb = "handed in nothing for" if unknown else "has handed in"
            raise CourseError(
                f"{who} {verb} {self.assignment}; submissions belong in "
                f"{self.course.folder('submitted')}/STUDENT/{self.assignment}/"
            )
        return sorted(set(students)) if students else handed_in

    def _sort(self, jobs: list[Job], regrade: bool) -> tuple[list[Job], list[Result]]:
        """What is still to be graded, and what has been."""
        todo, done = [], []
        for job in jobs:
            result = None if regrade else self.journal.read(job.student)
            if result is not None and result.key == job.key and result.is_final:
                done.append(result)
            else:
                todo.append(job)
        return todo, done

    def _job(self, student: str) -> Job:
        folder = self.course.folder("submitted", student, self.assignment)
        timestamp, notes = _timestamp(folder)
        content = {name: _fingerprint(folder, name) for name in self.templates}
        parts = [content, timestamp, self.digests, self.sandbox, repr(self.limits), version("cnn-course")]
        return Job(
            self.assignment,
            student,
            digest(json.dumps(parts, sort_keys=True)),
            folder,
            self.templates,
            self.journal.folder,
            timestamp,
            notes,
            self.sandbox,
            self.limits,
            self.engine,
        )

    def _keep(self, result: Result, writer: Writer, summary: Summary) -> None:
        """Of a submission graded before: make sure that it is in the gradebook."""
        if writer.has(result):
            change = writer.refresh_penalty(result.student)
        else:
            change = writer.put(*self._load(result.student))
        summary.kept.append(result.student)
        summary.add(result, change)

    def _take_in(self, students: Iterator[str], writer: Writer, summary: Summary) -> None:
        """Enter results as they come, a few in one transaction, because waiting for the disk is slow."""
        entered: list[str] = []
        times: list[float] = []
        since = time.monotonic()
        for student in students:
            times.append(time.monotonic())
            result, notebooks = self._load(student)
            summary.graded.append(student)
            summary.add(result, writer.put(result, notebooks))
            entered.append(student)
            if len(entered) >= BATCH or time.monotonic() - since > BATCH_SECONDS:
                enter(writer, self.journal, entered)
                entered, since = [], time.monotonic()
        enter(writer, self.journal, entered)
        warm = times[len(times) // 4 :]
        summary.pace = (warm[-1] - warm[0]) / (len(warm) - 1) if len(warm) > 2 else 0.0

    def _load(self, student: str) -> tuple[Result, dict[str, str]]:
        if (loaded := self.journal.load(student)) is None:
            raise CourseError(
                f"the result of {student} in {self.journal.folder} was damaged after it was written; "
                "look at the disk, then run this again"
            )
        return loaded


def _patience(limits: Limits) -> float:
    """Seconds after which a worker that does not answer is killed: the engine's own limits come first."""
    return 2 * limits.patience * limits.total_seconds + 60


def _fingerprint(folder: Path, name: str) -> str:
    """A hash of a submitted notebook, or why there is none."""
    try:
        return digest(read_file(folder, f"{name}.ipynb"))
    except Ungradable as error:
        return str(error)


def _timestamp(folder: Path) -> tuple[str | None, tuple[str, ...]]:
    """When a submission was handed in (UTC), from its timestamp.txt, and a note where that cannot be read."""
    if not (folder / "timestamp.txt").exists():
        return None, ()
    try:
        text = read_file(folder, "timestamp.txt", limit=1_000).decode("utf-8").strip()
        return (parse_utc(text).isoformat(), ()) if text else (None, ("timestamp.txt is empty",))
    except (Ungradable, ValueError, OverflowError) as error:
        return None, (f"timestamp.txt has no readable date, so lateness is unknown: {str(error)[:80]}",)
