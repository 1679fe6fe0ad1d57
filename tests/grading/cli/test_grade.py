"""`course grade`: whom it grades, with what, and what it says of the rest."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from grading.cli import main
from grading.run.workers import Cluster, processors
from tests.grading.cli.conftest import Asked, Course
from tests.grading.run.classroom import NAME, RIGHT, WRONG, Classroom
from tests.sandboxed import engine_or_skip


@pytest.fixture
def newcomers(graded_class: Classroom) -> Classroom:
    """Two more have handed in since."""
    graded_class.hand_in("cas", graded_class.answer(RIGHT))
    graded_class.hand_in("dot", graded_class.answer(WRONG))
    return graded_class


def test_grades_what_is_new(newcomers: Classroom, asked: Asked, course_command: Course) -> None:
    done = course_command("grade", NAME)
    assert (done.status, done.err) == (0, "")
    assert "Grading 00_sample: 2 of 2" in done.out
    assert "4 submissions of 00_sample: 2 graded" in done.out
    assert "2 had not changed; 4 wait for a person" in done.out
    assert [newcomers.score(student) for student in ("ann", "bob", "cas", "dot")] == [2, 0, 2, 0]
    assert newcomers.graded("cas").cells


def test_students_are_the_only_ones_graded(
    newcomers: Classroom, asked: Asked, course_command: Course
) -> None:
    done = course_command("grade", NAME, "--students", "cas")
    assert done.status == 0
    assert "1 submissions of 00_sample: 1 graded" in done.out
    assert newcomers.journal.students() == ["ann", "bob", "cas"]
    done = course_command("grade", NAME, "--students", "ann", "dot")
    assert "2 submissions of 00_sample: 1 graded" in done.out
    assert newcomers.journal.students() == ["ann", "bob", "cas", "dot"]


def test_unknown_student_is_named_and_nobody_graded(
    newcomers: Classroom, asked: Asked, course_command: Course
) -> None:
    done = course_command("grade", NAME, "--students", "cas", "zoe")
    assert done.refused("zoe handed in nothing for 00_sample; submissions belong in", "STUDENT/00_sample/")
    assert newcomers.journal.students() == ["ann", "bob"]


def test_regrade_grades_again_what_has_not_changed(
    graded_class: Classroom, asked: Asked, course_command: Course
) -> None:
    assert "0 graded" in course_command("grade", NAME).out
    assert graded_class.taken_in("ann") == 1
    done = course_command("grade", NAME, "--regrade", "--students", "ann")
    assert done.status == 0
    assert "1 graded" in done.out
    assert "0 had not changed" in done.out
    assert (graded_class.taken_in("ann"), graded_class.taken_in("bob")) == (2, 1)


def test_submission_that_cannot_be_graded_is_told_by_the_status(
    graded_class: Classroom, asked: Asked, course_command: Course
) -> None:
    graded_class.hand_in("jon", "{")
    done = course_command("grade", NAME)
    assert done.status == 1
    assert "could not be graded jon: the file is damaged" in done.out
    assert graded_class.row("jon", "double_test")["needs_manual_grade"]


@pytest.mark.parametrize(("options", "jobs"), [([], processors()), (["--jobs", 1], 1), (["--jobs", 3], 3)])
def test_jobs_is_the_number_of_processes(
    options: list[object], jobs: int, graded_class: Classroom, asked: Asked, course_command: Course
) -> None:
    assert course_command("grade", NAME, *options).status == 0
    assert asked.workers == [("processes", jobs)]


@pytest.mark.parametrize("jobs", [0, -1])
def test_too_few_jobs_are_refused(
    jobs: int, newcomers: Classroom, asked: Asked, course_command: Course
) -> None:
    assert course_command("grade", NAME, "--jobs", jobs).refused(f"--jobs must be at least 1, got {jobs}")
    assert newcomers.journal.students() == ["ann", "bob"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--jobs", "many"], "argument --jobs: invalid int value: 'many'"),
        (["--executor", "cloud"], "argument --executor: invalid choice: 'cloud'"),
        (["--sandbox", "docker"], "argument --sandbox: invalid choice: 'docker'"),
    ],
)
def test_values_that_cannot_be_meant_are_wrong_usage(
    options: list[str], says: str, newcomers: Classroom, asked: Asked, course_command: Course
) -> None:
    done = course_command("grade", NAME, *options)
    assert done.status == 2
    assert done.err.startswith("usage: course grade")
    assert says in done.err
    assert newcomers.journal.students() == ["ann", "bob"]


def test_dask_grades_where_its_scheduler_is(
    newcomers: Classroom, asked: Asked, course_command: Course
) -> None:
    done = course_command("grade", NAME, "--executor", "dask", "--scheduler", "tcp://host:8786")
    assert done.status == 0
    assert asked.workers == [("dask", "tcp://host:8786")]
    assert "cas" in newcomers.journal.students()
    assert course_command("grade", NAME, "--executor", "processes").status == 0
    assert asked.workers[1][0] == "processes"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--scheduler", "tcp://host:8786"], "--scheduler tcp://host:8786 is for a Dask cluster: say --exec"),
        (["--executor", "dask", "--jobs", 2], "--jobs 2 is for this machine: a Dask cluster uses all"),
    ],
)
def test_flags_that_would_be_ignored_are_refused(
    options: list[object], says: str, newcomers: Classroom, asked: Asked, course_command: Course
) -> None:
    assert course_command("grade", NAME, *options).refused(says)
    assert newcomers.journal.students() == ["ann", "bob"]


@pytest.mark.filterwarnings("ignore")  # distributed's and tornado's own
@pytest.mark.parametrize(
    ("options", "says"),
    [
        ([], "say where the Dask scheduler is: --scheduler tcp://HOST:8786"),
        (["--scheduler", "tcp://127.0.0.1:1"], "no Dask scheduler answers at tcp://127.0.0.1:1"),
        (["--scheduler", "host"], "no Dask scheduler answers at host: missing port number"),
    ],
)
def test_dask_without_a_scheduler_is_refused(
    options: list[str],
    says: str,
    newcomers: Classroom,
    course_command: Course,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("grading.run.grade.Cluster", partial(Cluster, patience=0.5))
    assert course_command("grade", NAME, "--executor", "dask", *options).refused(says)
    assert newcomers.journal.students() == ["ann", "bob"]


def test_unknown_notebook_is_named(graded_class: Classroom, asked: Asked, course_command: Course) -> None:
    done = course_command("grade", "99_other")
    assert done.refused("the gradebook knows no 99_other; run `course build 99_other` first")


def test_assignment_that_nobody_handed_in_is_named(
    release: Path, asked: Asked, course_command: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(release.parent)
    done = course_command("grade", NAME)
    assert done.refused(
        "nobody has handed in 00_sample; submissions belong in", "submitted/STUDENT/00_sample/"
    )


def test_marker_outside_shows_whether_there_is_a_sandbox(graded_class: Classroom, tmp_path: Path) -> None:
    """With real worker processes. Where a submission writes a file tells what the option did."""
    with engine_or_skip():
        pass
    marker = tmp_path / "marker"
    graded_class.hand_in("eve", graded_class.answer(f"open({str(marker)!r}, 'w').close()\n{RIGHT}"))
    for option, exists in (("bubblewrap", False), ("none", True)):
        options = ["--students", "eve", "--jobs", "1", "--sandbox", option]
        assert main(["grade", NAME, *options]) == 0
        assert marker.exists() == exists
        [grading] = [graded_class.journal.read("eve")]
        assert grading is not None
        assert grading.sandbox == option


def test_bubblewrap_is_the_default(graded_class: Classroom, asked: Asked, course_command: Course) -> None:
    graded_class.hand_in("cas", graded_class.answer())
    assert "WITHOUT a sandbox" not in course_command("grade", NAME).out
    done = course_command("grade", NAME, "--sandbox", "none")
    assert done.status == 0
    assert "3 graded" in done.out
    assert "Graded WITHOUT a sandbox: the submissions had all rights of the grader." in done.out
    results = [graded_class.journal.read(student) for student in ("ann", "bob", "cas")]
    assert [result.sandbox for result in results if result] == ["none"] * 3
