"""Finds what a notebook says without grounds: unfinished text, verdicts that no run can change, numbers
whose source is not stated; and sentences that Markdown would show as a list.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from grading.authoring.measured import NUMBER, number, statements
from grading.authoring.script import Cell, Script, parse

__all__ = ["READING", "find", "unaccounted"]

READING = "**What to see.**"
UNTESTED = "not tested here"
_LEFTOVER = re.compile(r"@@\w*?@@|@@\w*|\b(?:TODO|FIXME|XXX)\b|\blorem\b", re.IGNORECASE)
# A sentence whose line begins so; behind a colon it may be meant, and behind an empty line it is no sentence.
_LIST = re.compile(r"(?<=[^\s:])\n {0,3}1[.)] ")
_ENDINGS = {"## Summary": "a heading `## Summary …`", "**References.**": "a paragraph `**References.** …`"}
# Text whose digits are names or places, not measurements.
_PLACES = (
    "[Ff]igures?|[Tt]ables?|[Ss]ections?|[Ee]xercises?|[Ee]xperiments?|[Nn]otebooks?|[Ee]quations?|arXiv|"
    "[Qq]uestions?|[Cc]hapters?|[Pp]art|[Ll]ayers?|[Bb]lock|[Ss]tep"
)
_NO_NUMBERS = re.compile(
    r"<!--.*?-->|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|\]\([^)]*\)|https?://\S+"  # comments, code, formulas, links
    r"|^#+ .*$|^\s*\d+\. "  # headings, numbered lists
    r"|\d+(?:×\d+)+"  # sizes: 3×3
    rf"|\b(?:{_PLACES})\s+\d+(?:\.\d+)?(?:(?:,| and| to| or|–) ?\d+)*"
    r"|\b(?:19|20)\d\d\b(?![.,]?\d)"  # years
    r"|[A-Za-z]+[-‑]?\d[\w.-]*",  # names: ResNet-50, B0, WRN-28-10
    re.DOTALL | re.MULTILINE,
)


def find(script: Script) -> Iterator[tuple[int, str]]:
    """Line and message for everything that is unfinished."""
    for cell in script.cells:
        yield from _leftovers(cell)
        yield from _lists(cell)
        yield from _statements(cell)
        yield from _verdicts(cell)
    yield from _unread(script)
    text = "\n".join(cell.source for cell in script.cells if cell.kind == "markdown")
    for words, what in _ENDINGS.items():
        if script.having("experiment") and words not in text:
            yield 1, f"the notebook has no {words.strip('#* .').lower()}; add {what}"


def _leftovers(cell: Cell) -> Iterator[tuple[int, str]]:
    for offset, line in enumerate(cell.source.splitlines()):
        if match := _LEFTOVER.search(line):
            yield cell.first + offset, f"`{match[0]}` is a leftover; write what belongs here"


def _lists(cell: Cell) -> Iterator[tuple[int, str]]:
    for match in _LIST.finditer(cell.source if cell.kind == "markdown" else ""):
        place = cell.first + cell.source.count("\n", 0, match.end())
        yield place, f"Markdown begins a list with `{match[0].strip()}`; break the sentence at another word"


def _statements(cell: Cell) -> Iterator[tuple[int, str]]:
    if cell.kind == "markdown":
        try:
            statements(cell.source)
        except ValueError as error:
            offset, _, message = str(error).partition(": ")
            yield cell.first + int(offset), message


def _verdicts(cell: Cell) -> Iterator[tuple[int, str]]:
    """Calls of claims.record whose verdict is the same whatever was measured."""
    if cell.kind == "markdown" or "claims.record" not in cell.source:
        return
    for node in ast.walk(parse(cell.source)):
        if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "claims.record"):
            continue
        given = [*node.args[1:2], *(word.value for word in node.keywords if word.arg == "verdict")]
        if given and len(outcomes := _outcomes(given[0])) == 1 and outcomes != {UNTESTED}:
            yield (
                cell.first + node.lineno - 1,
                f"this verdict is {outcomes.pop()!r} whatever the run measures; make it depend on the "
                f"measurement, or record {UNTESTED!r}",
            )


def _outcomes(verdict: ast.expr) -> set[str]:
    """The verdicts that an expression can give; an unknown one is counted as two."""
    if isinstance(verdict, ast.IfExp):
        return _outcomes(verdict.body) | _outcomes(verdict.orelse)
    if isinstance(verdict, ast.Constant):
        return {str(verdict.value)}
    return {"computed", "elsewhere"}


def _unread(script: Script) -> Iterator[tuple[int, str]]:
    """Experiments that no reading follows before the next exercise, experiment or section."""
    waiting: list[Cell] = []
    for cell in script.cells:
        if READING in cell.source:
            waiting = []
        if "## Summary" in cell.source:  # what follows shows the claims again
            break
        if cell.role == "experiment":
            waiting.append(cell)
        if waiting and (cell.role in ("solution", "test") or _begins_anew(cell)):
            yield from ((one.line, f"no `{READING}` follows this experiment") for one in waiting)
            waiting = []
    yield from ((one.line, f"no `{READING}` follows this experiment") for one in waiting)


def _begins_anew(cell: Cell) -> bool:
    return cell.kind == "markdown" and re.search(r"^##[#]? ", cell.source, re.MULTILINE) is not None


def unaccounted(script: Script) -> Iterator[tuple[int, str]]:
    """Line and number for each number of a reading, or of the summary, that neither the comment of its cell
    nor the experiment before it explains.
    """
    shown: list[str] = []
    for cell in script.cells:
        told = READING in cell.source or "## Summary" in cell.source
        if cell.role in ("solution", "test"):
            shown = []
        elif not told:
            shown.append(cell.source)
        else:
            known = {value for one in statements(cell.source) for value in one.written}
            known |= {abs(value) for value in known} | _numbers("\n".join(shown))
            yield from _unknown(cell, known)
            shown = []


def _numbers(text: str) -> set[float]:
    return {abs(number(match)) for match in re.findall(NUMBER, text)}


def _unknown(cell: Cell, known: set[float]) -> Iterator[tuple[int, str]]:
    """The numbers of a reading or summary, up to the next heading or the references, that are not known."""
    start = cell.source.find(READING if READING in cell.source else "## Summary")
    text = re.split(r"\n##|\*\*References", cell.source[start:])[0]
    text = _NO_NUMBERS.sub(lambda match: "\n" * match[0].count("\n"), text)
    first = cell.first + cell.source[:start].count("\n")
    for offset, line in enumerate(text.splitlines()):
        for match in re.findall(NUMBER, line):
            if abs(number(match)) not in known:
                yield first + offset, match
