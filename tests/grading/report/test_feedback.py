"""Feedback pages say what nbgrader's say, are harmless to open, and keep hidden tests hidden."""

from __future__ import annotations

import re
import stat
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import nbgrader
import pytest
from nbconvert.exporters.html import HTMLExporter
from nbgrader.converters import GenerateFeedback
from traitlets.config import Config

from grading.core.course import Course, run_step
from grading.core.errors import CourseError
from grading.report.feedback import feedback
from tests.grading.run.classroom import NAME, RIGHT, WRONG, Classroom, make_classroom  # noqa: F401
from tests.grading.sanitize.hazards import MARKDOWN, PNG

MATHJAX = "https://cdnjs.cloudflare.com/ajax/libs/mathjax/2.7.7/"
FORMGRADER = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
LOADING = {"src", "srcset", "poster", "data", "background", "action", "formaction", "xlink:href"}

HARMLESS = set(
    re.findall(
        r"\w+",
        """html head meta title style script body main div span pre code a img p br b sub kbd h1 h2 h3
        h4 ol ul li em strong blockquote table thead tbody tr td th""",
    )
)


class Look(HTMLParser):
    """Takes down all that a browser would act on, and the text that people read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.loads: list[str] = []
        self.links: list[dict[str, str | None]] = []
        self.policies: list[str] = []
        self.words: list[str] = []
        self._quiet = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.handlers += [name for name in found if name.startswith("on")]
        self.loads += [str(value) for name, value in attrs if name in LOADING]
        if tag == "a" and (found.get("href") or "").startswith(("http", "javascript")):
            self.links.append(found)
        if tag == "link":
            self.loads.append(str(found.get("href")))
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(str(found["content"]))
        self._quiet += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._quiet -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self.words += data.split()


def assert_inert(html: str) -> None:
    look = Look(html)
    assert look.handlers == []
    assert set(look.tags) <= HARMLESS
    assert [url for url in look.loads if not url.startswith("data:image/png;base64,")] == [
        f"{MATHJAX}latest.js?config=TeX-AMS_CHTML-full,Safe"
    ]
    assert look.tags.count("script") == 2  # MathJax and its settings
    assert all(str(link.get("rel")).startswith("noopener") for link in look.links)
    assert len(look.policies) == 1
    assert html.index("Content-Security-Policy") < html.index("<script")


@pytest.fixture
def graded(classroom: Classroom) -> Classroom:
    classroom.hand_in("ann", classroom.answer(RIGHT), "2030-01-01 10:00:00 UTC")
    classroom.hand_in("bob", classroom.answer(WRONG))
    classroom.grade()
    classroom.score_by_hand("bob", "question_why", 2.5, "Nearly. See **page 3**.")
    return classroom


def page(classroom: Classroom, student: str) -> Path:
    return classroom.course.folder("feedback", student, NAME, f"{NAME}.html")


def test_says_what_stock_nbgrader_says(graded: Classroom) -> None:
    """Word by word, hidden tests and the traceback that quotes them left out."""
    feedback(graded.course, NAME, show_hidden=True)
    ours = {student: page(graded, student).read_text(encoding="utf-8") for student in ("ann", "bob")}
    stock = Course(graded.course.home, graded.course.root)
    del stock.config["GenerateFeedback"]
    run_step(GenerateFeedback, stock, NAME, force=True)
    for student, html in ours.items():
        assert Look(html).words == Look(page(graded, student).read_text(encoding="utf-8")).words
    assert "Nearly." in Look(ours["bob"]).words
    assert "2.5" in Look(ours["bob"]).words


def test_hidden_tests_are_hidden_but_the_message_stays(graded: Classroom) -> None:
    feedback(graded.course, NAME)
    html = page(graded, "bob").read_text(encoding="utf-8")
    text = " ".join(Look(html).words)
    assert "(hidden tests, not shown)" in text
    assert "you squared x instead of doubling it" in text  # the message of the failed assertion
    for secret in ("BEGIN HIDDEN", "mistakes", "assert_close", "shift_wanted", "because it is twice as much"):
        assert secret not in text, secret
    assert "MARK SCHEME" not in html
    assert "shape of x" in text  # the visible checks


def test_nbgraders_own_command_hides_them_too(graded: Classroom) -> None:
    run_step(GenerateFeedback, graded.course, NAME, force=True)
    html = page(graded, "bob").read_text(encoding="utf-8")
    assert "(hidden tests, not shown)" in html
    assert "BEGIN HIDDEN" not in html


def test_lies_where_nbgrader_puts_it(graded: Classroom) -> None:
    pages = feedback(graded.course, NAME)
    assert pages == [page(graded, "ann"), page(graded, "bob")]
    assert stat.S_IMODE(pages[0].stat().st_mode) == 0o644
    assert (pages[0].parent / "timestamp.txt").read_text() == "2030-01-01 10:00:00.000000 UTC"
    assert [path.name for path in pages[1].parent.iterdir()] == [f"{NAME}.html"]


def test_only_for_the_students_asked_for(graded: Classroom) -> None:
    assert feedback(graded.course, NAME, students=["bob"]) == [page(graded, "bob")]
    with pytest.raises(CourseError, match=r"nothing of zoe in 00_sample is graded yet; run `course grade"):
        feedback(graded.course, NAME, students=["zoe"])


def test_shows_why_a_submission_could_not_be_graded(classroom: Classroom) -> None:
    classroom.hand_in("ann", "{")
    classroom.grade()
    feedback(classroom.course, NAME)
    text = " ".join(Look(page(classroom, "ann").read_text(encoding="utf-8")).words)
    assert "could not be graded" in text
    assert "no valid JSON from line 1 on" in text


def test_honest_pages_are_inert(graded: Classroom) -> None:
    for path in feedback(graded.course, NAME):
        assert_inert(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("stock", [False, True], ids=["course feedback", "nbgrader generate_feedback"])
def test_hostile_pages_are_inert(classroom: Classroom, stock: bool) -> None:
    """Every hazard at once: in answers, in own cells, in outputs, in comments of code."""
    code = RIGHT + "\n# </script><script>alert(1)</script>\nprint('<script>alert(2)</script>')"
    notebook = classroom.answer(code, "\n\n".join(MARKDOWN))
    notebook.cells += [nbformat.v4.new_markdown_cell(text) for text in MARKDOWN]
    notebook.cells.append(
        nbformat.v4.new_raw_cell("<script>alert(3)</script><img src=https://x.example/a.png>")
    )
    notebook.cells.append(nbformat.v4.new_markdown_cell("[site](https://x.example) and $x < y$"))
    classroom.hand_in("eve", notebook)
    classroom.grade()
    if stock:
        exporter = "grading.nbgrader_plugins.FeedbackExporter"
        run_step(GenerateFeedback, classroom.course, NAME, force=True, exporter_class=exporter)
    else:
        feedback(classroom.course, NAME)
    html = page(classroom, "eve").read_text(encoding="utf-8")
    if stock:
        html = html.replace('<a href="https://x.example"', '<a rel="noopener" href="https://x.example"')
    assert_inert(html)
    assert "alert(1)" in html  # shown as the text it is
    assert "BEGIN HIDDEN" not in html


def test_the_formgrader_shows_hostile_submissions_inert(classroom: Classroom) -> None:
    """nbgrader's own page for graders, made from the graded notebook: nothing of the student's runs."""
    notebook = classroom.answer(RIGHT, "\n\n".join(MARKDOWN))
    notebook.cells += [nbformat.v4.new_markdown_cell(text) for text in MARKDOWN]
    classroom.hand_in("eve", notebook)
    classroom.grade()
    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [str(FORMGRADER / "templates")]
    path = classroom.course.folder("autograded", "eve", NAME, f"{NAME}.ipynb")
    info = {"submission_id": "x", "notebook_id": NAME, "assignment_id": NAME, "index": 0, "total": 1}
    people = {"student": "eve", "first_name": "", "last_name": "", "base_url": "", "notebook_path": ""}
    html, _ = HTMLExporter(config=config).from_filename(str(path), {**info, **people})
    look = Look(html[html.index('id="notebook"') :])
    assert "alert(1)" in html
    assert look.handlers == []
    assert not {"script", "iframe", "svg", "form", "link", "style", "object", "math"} & set(look.tags)
    assert [url for url in look.loads if not url.startswith("data:image/png")] == []
    assert [link for link in look.links if str(link["href"]).startswith("javascript")] == []


def test_pictures_of_cells_are_shown_and_described(graded: Classroom) -> None:
    path = graded.course.folder("autograded", "ann", NAME, f"{NAME}.ipynb")
    notebook = graded.graded("ann")
    cell = next(cell for cell in notebook.cells if cell.cell_type == "code")
    cell.outputs = [nbformat.v4.new_output("display_data", {"image/png": PNG, "text/plain": "<Figure>"})]
    path.chmod(0o644)
    nbformat.write(notebook, path)
    feedback(graded.course, NAME)
    html = page(graded, "ann").read_text(encoding="utf-8")
    assert_inert(html)
    assert re.search(r'<img src="data:image/png;base64,[^"]+"\s*alt="A figure', html)


@pytest.mark.slow
def test_a_class_is_written_in_parallel(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grading.report.feedback.SHARE", 5)
    for number in range(20):
        classroom.hand_in(f"s{number:02}", classroom.answer(RIGHT if number % 2 else WRONG))
    classroom.grade()
    pages = feedback(classroom.course, NAME, jobs=2)
    assert [path.parent.parent.name for path in pages] == [f"s{number:02}" for number in range(20)]
    for number, path in enumerate(pages):
        assert f"(Score: {2.0 if number % 2 else 0.0} /" in path.read_text(encoding="utf-8")
