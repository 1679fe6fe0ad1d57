"""The regions of a cell that students must not see. Kept free of imports: every grading worker loads it."""

from __future__ import annotations

import re

_BEGIN = re.compile(r"\bBEGIN (HIDDEN TESTS|MARK SCHEME)\b")
_END = re.compile(r"\bEND (HIDDEN TESTS|MARK SCHEME)\b")


def has_hidden(source: str) -> bool:
    """True where the text has a region of hidden tests or a mark scheme."""
    return _BEGIN.search(source) is not None


def shown(source: str, instead: str = "") -> str:
    """The text without its hidden regions, cut as nbgrader does; the line `instead` stands for each."""
    kept: list[str] = []
    inside = False
    for line in source.split("\n"):
        if _BEGIN.search(line):
            inside = True
            indent = line[: len(line) - len(line.lstrip())]
            kept += [indent + instead] if instead else []
        elif _END.search(line):
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)
