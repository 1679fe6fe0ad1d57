"""Results in a real nbgrader gradebook: as nbgrader enters them, once, and nothing of a human's is lost."""

from __future__ import annotations

import dataclasses
import re
import stat
from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters import Autograde

from grading.authoring.build import build
from grading.core.course import run_step
from grading.core.errors import CourseError
from grading.core.lock import lock_file, locked
from grading.run.backup import back_up, backups, check, database, restore_backup
from grading.run.gradebook import Change, Writer
from grading.run.gradebook_rows import Rows
from tests.grading.run.classroom import NAME, PROSE, RIGHT, STOCK, WRONG, Classroom, make_classroom  # noqa: F401

BEFORE, AFTER = "2030-01-01 10:00:00 UTC", "2030-01-03 10:00:00 UTC"
DUE = datetime(2030, 1, 2)


def fixed_tests(classroom: Classroom) -> None:
    """The instructor finds that the test was too strict, and builds again."""
    script = classroom.course.exercises / f"{NAME}.py"
    text = script.read_text(encoding="utf-8")
    fixed = re.sub(r"checks.assert_close\(double.*", "assert double(x) is not None", text)
    assert fixed != text
    script.write_text(fixed, encoding="utf-8")
    build(classroom.course)


def table(classroom: Classroom) -> dict[str, list[tuple[object, ...]]]:
    """Everything that nbgrader's formgrader would show, by table."""
    return {
        "grades": classroom.query(
            "SELECT student_id, base_cell.name, auto_score, manual_score, needs_manual_grade FROM grade "
            "JOIN base_cell ON base_cell.id = cell_id JOIN submitted_notebook s ON s.id = grade.notebook_id "
            "JOIN submitted_assignment a ON a.id = s.assignment_id ORDER BY 1, 2"
        ),
        "comments": classroom.query(
            "SELECT student_id, base_cell.name, auto_comment, manual_comment FROM comment "
            "JOIN base_cell ON base_cell.id = cell_id "
            "JOIN submitted_notebook s ON s.id = comment.notebook_id "
            "JOIN submitted_assignment a ON a.id = s.assignment_id ORDER BY 1, 2"
        ),
        "submissions": classroom.query(
            "SELECT student_id, timestamp, late_submission_penalty FROM submitted_assignment a "
            "JOIN submitted_notebook s ON a.id = s.assignment_id ORDER BY 1"
        ),
    }


@pytest.mark.slow
def test_agrees_with_stock_nbgrader_on_every_row(classroom: Classroom) -> None:
    """The same class, graded by `nbgrader autograde` and by us: the same rows."""
    course = classroom.course
    course.config.LateSubmissionPlugin.penalty_method = "zero"
    classroom.due(DUE)
    classroom.hand_in("ann", classroom.answer(RIGHT), BEFORE)
    classroom.hand_in("bob", classroom.answer(WRONG), AFTER)
    classroom.hand_in("cas", classroom.answer(RIGHT), AFTER)
    classroom.hand_in("dot", classroom.release)
    classroom.grade()
    ours = table(classroom)
    files = {student: classroom.graded(student) for student in ("ann", "bob", "cas", "dot")}
    run_step(Autograde, course, NAME, force=True, **STOCK)
    assert table(classroom) == ours
    for student, notebook in files.items():
        assert [cell.source for cell in classroom.graded(student).cells] == [c.source for c in notebook.cells]
    assert ours["submissions"][2][2] == 2.0  # cas was late


def test_scores_wait_for_humans_where_nbgrader_says_so(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer())
    classroom.hand_in("bob", classroom.release)
    classroom.grade()
    assert classroom.row("ann", "double_test") == {
        "auto_score": 2.0,
        "manual_score": None,
        "needs_manual_grade": False,
        "score": 2.0,
    }
    assert classroom.row("ann", "question_why")["needs_manual_grade"]
    assert classroom.row("ann", "question_why")["auto_score"] is None
    assert classroom.comment("ann", "question_why") == (None, None)
    assert classroom.row("bob", "question_why")["auto_score"] == 0
    assert not classroom.row("bob", "question_why")["needs_manual_grade"]
    assert classroom.comment("bob", "question_why") == ("No response.", None)
    assert classroom.comment("bob", "double") == ("No response.", None)


def test_files_lie_where_nbgrader_looks(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer(), BEFORE)
    classroom.grade()
    path = classroom.course.folder("autograded", "ann", NAME, f"{NAME}.ipynb")
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    nbformat.validate(nbformat.read(path, as_version=4))
    assert (path.parent / "timestamp.txt").read_text() == "2030-01-01 10:00:00.000000 UTC"
    api = NbGraderAPI(coursedir=classroom.course.directory())
    assert api.get_autograded_students(NAME) == {"ann"}
    assert len(api.get_notebook_submission_indices(NAME, NAME)) == 1


def test_second_run_changes_nothing(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer())
    classroom.grade()
    classroom.score_by_hand("ann", "question_why", 2.5, "well put")
    before = table(classroom)
    summary = classroom.grade()
    assert (summary.graded, summary.kept) == ([], ["ann"])
    assert table(classroom) == before
    assert not classroom.row("ann", "question_why")["needs_manual_grade"]
    assert classroom.taken_in("ann") == 1


def test_lost_graded_notebook_is_written_again_and_no_score_touched(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer())
    classroom.grade()
    classroom.score_by_hand("ann", "question_why", 2.5)
    before = table(classroom)
    path = classroom.course.folder("autograded", "ann", NAME, f"{NAME}.ipynb")
    path.unlink()
    classroom.grade()
    assert path.is_file()
    assert table(classroom) == before


def test_regrading_keeps_what_people_entered_and_lists_changes(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer(WRONG))
    classroom.hand_in("bob", classroom.answer(RIGHT))
    classroom.grade()
    classroom.score_by_hand("ann", "question_why", 2.5, "well put")
    assert classroom.score("ann") == 2.5
    fixed_tests(classroom)
    summary = classroom.grade()
    assert summary.graded == ["ann", "bob"]
    assert summary.changed == [Change("ann", 2.5, 4.5)]
    row = classroom.row("ann", "question_why")
    assert row["manual_score"] == 2.5
    assert row["needs_manual_grade"]  # as nbgrader does: the human may want to look again
    assert classroom.comment("ann", "question_why") == (None, "well put")
    assert classroom.taken_in("ann") == 2


def test_score_by_hand_outweighs_a_regrade(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer(WRONG))
    classroom.grade()
    classroom.score_by_hand("ann", "double_test", 1.0)
    summary = classroom.grade(regrade=True)
    assert classroom.row("ann", "double_test")["score"] == 1.0
    assert classroom.row("ann", "double_test")["manual_score"] == 1.0
    assert summary.changed == []


def test_late_penalty_follows_the_score(classroom: Classroom) -> None:
    classroom.course.config.LateSubmissionPlugin.penalty_method = "zero"
    classroom.due(DUE)
    classroom.hand_in("ann", classroom.answer(WRONG), AFTER)
    classroom.grade()
    assert classroom.penalty("ann") == 0.0
    fixed_tests(classroom)
    summary = classroom.grade()
    assert classroom.penalty("ann") == 2.0
    assert summary.changed == [Change("ann", 0.0, 2.0, 0.0, 2.0)]
    classroom.score_by_hand("ann", "question_why", 1.0)
    classroom.grade()
    assert classroom.penalty("ann") == 3.0


def test_extension_lifts_a_penalty_without_grading_again(classroom: Classroom) -> None:
    classroom.course.config.LateSubmissionPlugin.penalty_method = "zero"
    classroom.due(DUE)
    classroom.hand_in("ann", classroom.answer(), AFTER)
    classroom.grade()
    with classroom.gradebook() as gradebook:
        gradebook.grant_extension(NAME, "ann", days=7)
    summary = classroom.grade()
    assert summary.graded == []
    assert summary.changed == [Change("ann", 2.0, 2.0, 2.0, 0.0)]
    assert classroom.penalty("ann") is None


def test_extension_without_due_date_is_no_lateness(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer(), AFTER)
    classroom.grade()
    classroom.query("SELECT 1")
    with classroom.gradebook() as gradebook:
        gradebook.grant_extension(NAME, "ann", days=7)
    assert classroom.grade(regrade=True).graded == ["ann"]
    assert classroom.penalty("ann") is None


def test_what_could_not_be_graded_waits_for_a_human(classroom: Classroom) -> None:
    classroom.hand_in("ann", "{")
    summary = classroom.grade()
    assert summary.could_not == {"ann": "the file is damaged: no valid JSON from line 1 on"}
    for cell in ("double_test", "question_why"):
        row = classroom.row("ann", cell)
        assert row["auto_score"] is None
        assert row["needs_manual_grade"]
    shown = classroom.graded("ann")
    assert "could not be graded" in shown.cells[0].source
    assert {cell.metadata.nbgrader.grade_id for cell in shown.cells if "nbgrader" in cell.metadata} > {
        "double_test"
    }


def test_resubmission_after_a_damaged_file_is_graded(classroom: Classroom) -> None:
    classroom.hand_in("ann", "{")
    classroom.grade()
    classroom.score_by_hand("ann", "question_why", 1.0)
    classroom.hand_in("ann", classroom.answer())
    assert classroom.grade().graded == ["ann"]
    assert classroom.row("ann", "double_test")["auto_score"] == 2.0
    assert classroom.row("ann", "question_why")["manual_score"] == 1.0


def test_half_entered_result_is_not_seen(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    classroom.hand_in("ann", classroom.answer())
    monkeypatch.setattr(Rows, "penalize", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        classroom.grade()
    assert table(classroom)["grades"] == []
    monkeypatch.undo()
    summary = classroom.grade()
    assert summary.kept == ["ann"]  # graded before, entered now
    assert classroom.row("ann", "double_test")["auto_score"] == 2.0
    assert classroom.taken_in("ann") == 1


def test_result_enters_once(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer())
    classroom.grade()
    loaded = classroom.journal.load("ann")
    assert loaded is not None
    result, notebooks = loaded
    classroom.score_by_hand("ann", "question_why", 1.0)
    with Writer(classroom.course, NAME) as writer:
        assert writer.has(result)
        assert writer.put(result, notebooks) is None
        again = dataclasses.replace(result, graded_at="later")
        assert not writer.has(again)
    assert not classroom.row("ann", "question_why")["needs_manual_grade"]


# Copies of the gradebook.


def test_backup_is_made_before_each_run_that_changes_something(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer())
    first = classroom.grade().backup
    second = classroom.grade().backup
    third = classroom.grade().backup
    assert first is not None
    assert first != second
    assert second == third
    assert backups(classroom.course) == [first, second]
    assert check(first) is None


def test_restoring_brings_back_what_a_human_entered(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer())
    classroom.grade()
    classroom.score_by_hand("ann", "question_why", 2.5, "well put")
    copy = back_up(classroom.course)
    classroom.score_by_hand("ann", "question_why", 0.0, "oops")
    assert restore_backup(classroom.course) == copy
    assert classroom.row("ann", "question_why")["manual_score"] == 2.5
    assert classroom.comment("ann", "question_why") == (None, "well put")
    assert len(list(classroom.course.backups.glob("replaced-*.db"))) == 1


def test_run_after_restoring_enters_the_journal_again(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer())
    first = classroom.grade().backup  # from before ann was graded
    restore_backup(classroom.course, first)
    assert table(classroom)["grades"] == []
    assert classroom.grade().kept == ["ann"]
    assert classroom.row("ann", "double_test")["auto_score"] == 2.0


def test_damaged_gradebook_is_neither_graded_into_nor_copied_over_good_ones(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer())
    classroom.grade()
    copy = back_up(classroom.course)
    path = database(classroom.course)
    assert path is not None
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\x00" * (len(whole) - 4096))
    with pytest.raises(CourseError, match=r"damaged|cannot be copied"):
        back_up(classroom.course)
    assert backups(classroom.course)[-1] == copy
    restore_backup(classroom.course)
    assert classroom.row("ann", "double_test")["auto_score"] == 2.0


def test_old_backups_go_but_never_the_last_sound_ones(classroom: Classroom) -> None:
    made = []
    for number in range(5):
        with classroom.gradebook() as gradebook:
            gradebook.add_student(f"s{number}")
        made.append(back_up(classroom.course, keep=2))
    assert backups(classroom.course) == made[3:]
    for copy in made[3:]:
        assert copy is not None
        copy.write_bytes(b"damaged")
    back_up(classroom.course, keep=2)
    assert len(backups(classroom.course)) == 3  # one sound, two damaged: too few sound ones to delete any


def test_nothing_is_restored_under_a_running_grader(classroom: Classroom) -> None:
    back_up(classroom.course)
    with locked(lock_file(classroom.course)), pytest.raises(CourseError, match="being graded already"):
        restore_backup(classroom.course)


def test_restoring_says_what_it_needs(classroom: Classroom, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="no copy of the gradebook"):
        restore_backup(classroom.course)
    with pytest.raises(CourseError, match="there is no"):
        restore_backup(classroom.course, tmp_path / "none.db")
    (tmp_path / "bad.db").write_bytes(b"not a database, but longer than one header of sqlite")
    with pytest.raises(CourseError, match="damaged"):
        restore_backup(classroom.course, tmp_path / "bad.db")


def test_prose_reaches_the_grader(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer())
    classroom.grade()
    assert PROSE in [cell.source for cell in classroom.graded("ann").cells]
