"""Building releases: what students get, that it stays the same, and that nothing is lost."""

from __future__ import annotations

import nbformat
import pytest

from grading.authoring.build import build, stale
from grading.authoring.script import HIDDEN, SCHEME, SOLUTION, STUB, cut, inside, notebook, read
from grading.core.errors import SourceError
from tests.conftest import command, make_course
from tests.harness import SAMPLE

NAME = SAMPLE.stem


def cells_of(path):
    return {
        cell.metadata.nbgrader.grade_id: cell
        for cell in nbformat.read(path, 4).cells
        if "nbgrader" in cell.metadata
    }


def test_release_holds_no_secret(course, release):
    text = release.read_text()
    secrets = [
        line
        for cell in read(SAMPLE).cells
        for region in (SOLUTION, HIDDEN, SCHEME)
        for line in inside(cell.source, region)
    ]
    assert len(secrets) == 7
    assert [line for line in secrets if line.strip().replace('"', '\\"') in text] == []


def test_release_is_what_cut_says(release):
    """nbgrader clears regions as our own `cut` does, on which lint, harness and demo rely."""
    expected = [
        cut(cut(cut(cell.source, SOLUTION, STUB), HIDDEN), SCHEME) for cell in notebook(read(SAMPLE)).cells
    ]
    expected[-3] = "YOUR ANSWER HERE"
    assert [cell.source for cell in nbformat.read(release, 4).cells] == expected


def test_release_is_locked_where_students_must_not_edit(release):
    cells = cells_of(release)
    assert {name for name, cell in cells.items() if cell.metadata.get("editable", True)} == {
        "double",
        "Shift",
        "question_why",
    }
    assert not any(cell.metadata.deletable for cell in cells.values())


def test_question_keeps_its_text_and_loses_its_mark_scheme(release):
    cells = cells_of(release)
    assert cells["question_why_prompt"].source.strip() == "Why double?"
    assert cells["question_why"].source == "YOUR ANSWER HERE"


def test_gradebook_shows_the_mark_scheme_to_graders(course, release):
    with course.gradebook() as gradebook:
        cell = gradebook.find_source_cell("question_why_prompt", NAME, NAME)
        assert "because it is twice as much" in cell.source


def test_rebuild_is_byte_identical(course, release, tmp_path):
    first = release.read_bytes()
    build(course)
    other = build(make_course(tmp_path / "elsewhere", SAMPLE))[0]
    assert first == release.read_bytes() == other.read_bytes()


def test_stock_nbgrader_makes_the_same_release(course, release):
    built = release.read_bytes()
    done = command("nbgrader", "generate_assignment", NAME, "--force", cwd=course.home)
    assert done.returncode == 0, done.stderr
    assert release.read_bytes() == built


def test_fresh_release_is_not_stale(course, release):
    assert stale(course) == []


def test_stale_release_is_named_with_its_cell(course, release, edit_sample):
    edit_sample("double(x) must have the shape of x", "double(x) needs the shape of x")
    edit_sample("Adds `by` to arrays", "Adds by to arrays")
    [line] = stale(course)
    assert line.startswith(
        f"notebooks/{NAME}/{NAME}.ipynb: cell 5 (double_test: 'x = np.array([1.0, -2.0])')"
    )
    assert line.endswith(f"run `course build {NAME}`")


def test_missing_release_is_stale(course):
    assert stale(course) == [f"notebooks/{NAME}/{NAME}.ipynb: is missing; run `course build {NAME}`"]


def test_damaged_release_is_stale(course, release):
    release.write_text("{")
    assert "is not a notebook" in stale(course)[0]


def test_checking_changes_nothing(course, release, edit_sample):
    edit_sample("# A sample", "# Another sample")
    before = {path: path.read_bytes() for path in course.home.rglob("*") if path.is_file()}
    assert stale(course)
    assert before == {path: path.read_bytes() for path in course.home.rglob("*") if path.is_file()}


def test_release_without_a_script_is_reported(course, release):
    release.parent.rename(release.parent.with_name("01_gone"))
    (course.home / "notebooks/01_gone" / release.name).rename(course.home / "notebooks/01_gone/01_gone.ipynb")
    assert any("01_gone.ipynb: has no script" in line for line in stale(course))


def test_files_beside_the_release_stay(course, release, edit_sample):
    notes = release.parent / "my_notes.txt"
    notes.write_text("mine")
    edit_sample("# A sample", "# Another sample")
    build(course)
    assert notes.read_text() == "mine"
    assert "Another sample" in release.read_text()


def test_notebook_changed_by_hand_is_kept(course, release, edit_sample):
    worked_on = release.read_text().replace("# YOUR CODE HERE", "# my own work")
    release.write_text(worked_on)
    build(course)
    backups = list((course.home / "grading" / "backups").iterdir())
    assert [path.read_text() for path in backups] == [worked_on]
    assert "my own work" not in release.read_text()


def test_ordinary_rebuild_leaves_no_backup(course, release, edit_sample):
    edit_sample("# A sample", "# Another sample")
    build(course)
    assert not (course.home / "grading" / "backups").exists()


def test_mistake_in_one_script_stops_the_build_of_all(course, edit_sample):
    (course.exercises / "01_fine.py").write_text(SAMPLE.read_text())
    edit_sample('"points": 2, ', "")
    with pytest.raises(SourceError, match=r"00_sample\.py:29: test cell double_test: points are not given"):
        build(course)
    assert not (course.home / "notebooks").exists()


def test_several_notebooks_are_built(course):
    (course.exercises / "01_fine.py").write_text(SAMPLE.read_text())
    assert [path.name for path in build(course)] == ["00_sample.ipynb", "01_fine.ipynb"]
    assert stale(course, ["01_fine"]) == []
