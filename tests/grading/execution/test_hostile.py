"""Every attack in hostile/, through the grader: exactly its honest points, nothing outside touched."""

from __future__ import annotations

import importlib
import io
import json
import logging
import re
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.utils import determine_grade, is_grade
from rich.console import Console

from grading.authoring.script import HIDDEN, inside
from grading.core.course import quiet
from grading.execution.engine import Engine, Execution
from grading.execution.limits import MIB, Limits
from grading.report.feedback_page import FeedbackExporter, hide
from grading.report.status import Row
from grading.report.tables import class_table
from grading.submission.restore import Ungradable, restore
from grading.submission.template import make_template
from tests.grading.execution import hostile
from tests.grading.execution.hostile.world import World
from tests.sandboxed import engine_or_skip

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox needs Linux")

LIMITS = Limits(
    memory_bytes=768 * MIB, call_seconds=2, cell_seconds=3, total_seconds=40, patience=4, replays=20
)
SLACK = 5  # seconds that starting, stopping and playing again may take on top of the limits
NAMES = sorted(path.stem for path in Path(hostile.__file__).parent.glob("[a-z]*_*.py"))
RUNS = ("script", "iframe", "frame", "object", "embed", "base", "form", "applet", "portal", "link")
LOADS, SENDS = (
    ("src", "srcset", "data", "poster", "background", "style"),
    ("srcdoc", "formaction", "action", "ping"),
)
SCHEMES = ("javascript:", "vbscript:", "data:text", "data:image/svg", "data:application")
HIDDEN_LINES = [
    line.strip()
    for cell in hostile.script().having("test")
    for line in inside(cell.source, HIDDEN)
    if len(line.strip()) > 30
]


def load(name: str) -> ModuleType:
    return importlib.import_module(f"tests.grading.execution.hostile.{name}")


def release() -> NotebookNode:
    path = hostile.REPO / "notebooks" / hostile.ASSIGNMENT / f"{hostile.ASSIGNMENT}.ipynb"
    return nbformat.read(path, as_version=4)


def points(execution: Execution) -> dict[str, float]:
    """What nbgrader reads from the outputs: exercise -> points."""
    log = logging.getLogger("hostile")
    cells = [cell for cell in execution.notebook.cells if cell.cell_type == "code" and is_grade(cell)]
    return {
        cell.metadata.nbgrader.grade_id.removesuffix("_test"): determine_grade(cell, log)[0] for cell in cells
    }


def said(execution: Execution) -> str:
    """Everything that the student's code said, in any cell; tracebacks of tests are the instructor's."""
    outputs = [
        output
        for cell in execution.notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type != "error" or not is_grade(cell)
    ]
    return json.dumps(outputs)


@pytest.fixture(scope="module")
def template() -> NotebookNode:
    with quiet():
        return make_template(hostile.source())


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with tempfile.TemporaryDirectory(prefix="hostile-world-") as folder:
        world = World(Path(folder))
        yield world
        world.close()


@pytest.fixture(scope="module")
def engine(world: World) -> Iterator[Engine]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOSTILE_SECRET", world.secret)
        with engine_or_skip(LIMITS) as engine:
            yield engine


def run(name: str, engine: Engine, world: World, template: NotebookNode) -> Execution:
    """Grade one of the submissions. Raises Ungradable."""
    return engine.execute(restore(world.bytes_of(load(name).submission(release())), template).notebook)


def marked(name: str) -> object:
    return pytest.param(name, marks=pytest.mark.slow) if getattr(load(name), "SLOW", False) else name


@pytest.mark.parametrize("name", [marked(name) for name in NAMES])
def test_attack_gets_exactly_its_honest_points(name, engine, world, template):
    attack = load(name)
    if getattr(attack, "STATUS", "graded") == "could not be graded":
        with pytest.raises(Ungradable, match=r"\w+ .*\w"):
            run(name, engine, world, template)
        return
    execution = run(name, engine, world, template)
    earned = points(execution)
    assert sum(earned.values()) == attack.POINTS, f"{earned}\n{execution.faults}\n{attack.WHY}"
    text = said(execution)
    assert re.findall(f"BREACH-{world.token}[^\\n]*?\\\\n", text) == [], attack.WHY
    assert [secret for secret in (world.secret, world.classmate) if secret in text] == []
    assert [line for line in HIDDEN_LINES if json.dumps(line)[1:-1] in text] == []
    assert world.damage() == []
    assert re.findall(r"[^\n -~\xa0-\u2027\u2030-\uffff]", "".join(execution.faults)) == []
    assert execution.seconds < LIMITS.patience * LIMITS.total_seconds + SLACK
    nbformat.validate(execution.notebook)
    assert len(nbformat.writes(execution.notebook).encode()) < 40 * MIB


class Live(HTMLParser):
    """Collects what a page would run, load or send: the parts that feedback must not take from a student."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()
        self.script = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.script = tag == "script"
        if tag in RUNS:
            self.found[f"<{tag} {attrs}>"] += 1
        for name, value in attrs:
            address = re.sub(r"[\0-\x20]", "", value or "").lower()
            loads = name in LOADS and "//" in address
            if loads or name.startswith("on") or name in SENDS or address.startswith(SCHEMES):
                self.found[f"{tag} {name}={value}"] += 1

    def handle_endtag(self, tag: str) -> None:
        self.script = self.script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.script:
            self.found[f"script: {data}"] += 1


def page_of(execution: Execution) -> str:
    """The feedback that the student gets."""
    info = {"notebook": "hostile", "score": 0, "max_score": 38, "late_penalty": 0}
    prose = frozenset(cell.source for cell in hostile.source().cells if cell.cell_type == "markdown")
    for cell in execution.notebook.cells:
        cell.metadata.get("nbgrader", {})["score"] = 0.0
    with quiet():
        hide(execution.notebook)
        return FeedbackExporter().page(execution.notebook, info, prose)


@pytest.fixture(scope="module")
def harmless(engine, world, template) -> Live:
    """What is alive on the page of an honest submission: nbgrader's own template."""
    return Live(page_of(run("control_reference", engine, world, template)))


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name.startswith(("script_", "metadata_attach", "read_f"))]
)
def test_feedback_shows_nothing_alive(name, engine, world, template, harmless):
    html = page_of(run(name, engine, world, template))
    assert Live(html).found - harmless.found == Counter()
    assert '<meta http-equiv="Content-Security-Policy"' in html.partition("<script")[0]
    assert [line for line in HIDDEN_LINES if escape(line) in html or line in html] == []
    assert len(html) < 5 * MIB


def test_report_shows_names_as_they_are(engine, world, template):
    """A student's class may be called anything; in the grader's terminal it is text."""
    faults = run("script_names_in_report", engine, world, template).faults
    assert faults
    row = Row(hostile.ASSIGNMENT, "student", "graded", 38, remarks="; ".join(faults))
    terminal = Console(file=io.StringIO(), width=1000, force_terminal=True, color_system=None)
    terminal.print(class_table([row], hostile.ASSIGNMENT))
    shown = terminal.file.getvalue()
    assert "[bold]" in shown
    assert (
        re.findall("[\\x00-\\x08\\x0b-\\x1a\\x1c-\\x1f\\x7f-\\x9f\u202e]|\\x1b[^\\[]|\\x1b\\[2J", shown) == []
    )


def test_feedback_test_sees_what_is_alive():
    page = "<script>x</script><img src='//a/b'><b onclick=x><a href='java\tscript:x'>y</a><form action=x>"
    assert sum(Live(page).found.values()) == 7


def test_grader_is_unharmed_afterwards(engine, world, template):
    """The same engine that has seen every attack still grades right answers right."""
    execution = run("control_reference", engine, world, template)
    assert sum(points(execution).values()) == 38
    assert execution.faults == []


@pytest.mark.parametrize("name", NAMES)
def test_attack_states_what_it_tries(name):
    assert len(load(name).WHY) > 40
    assert 0 <= load(name).POINTS <= sum(hostile.script().points.values())


def test_the_tests_would_see_damage(world):
    """The canaries sing: each kind of damage is noticed, blamed and, where it can be, undone."""
    world.outside.write_text("changed")
    canary = Path(tempfile.gettempdir()) / f"hostile_canary_{world.token}"
    canary.touch()
    socket.create_connection(("127.0.0.1", world.port)).close()
    process = subprocess.Popen(["sleep", f"41.417{world.port}"])
    try:
        found = " ".join(world.damage())
    finally:
        process.kill()
        process.wait()
        world.outside.write_text("untouched")
    for sign in ("hostile-outside.txt", "connected to", "left behind", "still runs"):
        assert sign in found
    assert world.damage() == []
