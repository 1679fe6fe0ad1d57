"""Reads what a student handed in, as untrusted bytes: only kinds, texts and names of cells come out."""

from __future__ import annotations

import codecs
import json
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from grading.sanitize.images import safe_attachments

Kind = Literal["code", "markdown", "raw"]

MAX_BYTES = 32 * 2**20
MAX_CELLS = 2_000
MAX_TEXT = 4_000_000
SKIP = "skip-execution"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Ungradable(Exception):  # noqa: N818  (a state of the submission, not a mistake of ours)
    """A submission that nobody can grade as it is; the message says why, for a human to read."""


@dataclass(frozen=True)
class HandedIn:
    """One cell of a submission. Nothing else of it is kept: no output, no metadata, no points.

    grade_id: the instructor's cell that it claims to be, "" for none. cell_id: its Jupyter id, "" for none.
    skip: the student marked it as not to be executed. images: attached pictures, name -> type -> base64.
    """

    kind: Kind
    text: str
    grade_id: str = ""
    cell_id: str = ""
    skip: bool = False
    images: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Submission:
    """The cells of a submission in its own order, and sentences on what was odd about the file."""

    cells: list[HandedIn]
    notes: list[str]


def read_file(folder: Path, name: str, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file in a submission's folder; neither may be a symbolic link.

    Raises Ungradable where it is missing, is a link or a device, cannot be read or exceeds `limit` bytes.
    """
    if folder.is_symlink() or (folder / name).is_symlink():
        raise Ungradable(f"{name} is a symbolic link, which may point anywhere; ask for the file itself")
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        handle = os.open(folder / name, flags | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise Ungradable(_missing(folder, name)) from None
    except OSError as error:
        raise Ungradable(f"{name} cannot be read: {error.strerror}") from None
    try:
        _check(os.fstat(handle), name, limit)
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(limit)
    finally:
        os.close(handle)


def _check(status: os.stat_result, name: str, limit: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise Ungradable(f"{name} is not a regular file")
    if status.st_size > limit:
        raise Ungradable(
            f"{name} has {status.st_size / 2**20:.0f} MiB, the limit is {limit / 2**20:.0f} MiB; "
            "ask for a copy with its outputs cleared"
        )


def _missing(folder: Path, name: str) -> str:
    others = sorted(path.name for path in folder.glob("*.ipynb"))[:5] if folder.is_dir() else []
    if others:
        return (
            f"{name} was not handed in; the folder holds {', '.join(others)}: rename it if it is the answer"
        )
    return f"{name} was not handed in"


def parse(raw: bytes) -> Submission:
    """Take a notebook file apart. Raises Ungradable where it is no notebook that we can read."""
    notes: list[str] = []
    notebook = _document(_decode(raw, notes))
    cells: list[HandedIn] = []
    for number, cell in enumerate(_cells(notebook, notes), 1):
        if (taken := _cell(cell)) is None:
            notes.append(f"cell {number} was damaged and was left out")
        else:
            cells.append(taken)
    if sum(len(cell.text) for cell in cells) > MAX_TEXT:
        raise Ungradable(f"the cells hold more than {MAX_TEXT:,} characters of text")
    return Submission(cells, notes)


def _decode(raw: bytes, notes: list[str]) -> str:
    encoding = next((name for mark, name in _BOMS if raw.startswith(mark)), "utf-8")
    if encoding == "utf-16":
        notes.append("the file was in UTF-16 and was read as such")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise Ungradable(f"the file is not {encoding.upper()} text (byte {error.start})") from None


def _document(text: str) -> dict[str, Any]:
    """The JSON document. Of a repeated key the last counts, as in Jupyter itself."""
    if not text.strip():
        raise Ungradable("the file is empty")
    try:
        document = json.loads(text, parse_constant=lambda name: None)
    except json.JSONDecodeError as error:
        raise Ungradable(f"the file is damaged: no valid JSON from line {error.lineno} on") from None
    except RecursionError:
        raise Ungradable("the file is nested too deeply") from None
    except (ValueError, MemoryError) as error:
        raise Ungradable(f"the file is damaged: {str(error)[:80] or 'it is too large'}") from None
    if not isinstance(document, dict):
        raise Ungradable(f"the file is not a notebook but a JSON {type(document).__name__}")
    return document


def _cells(notebook: dict[str, Any], notes: list[str]) -> list[Any]:
    """The cells of the notebook, whatever its format. Raises Ungradable for an unknown one."""
    version = notebook.get("nbformat")
    cells: Any
    if version == 3:
        notes.append("the notebook was in the old format 3 and was converted")
        cells = list(_old_cells(notebook.get("worksheets")))
    elif version == 4:
        cells = notebook.get("cells")
    else:
        raise Ungradable(f"its notebook format is {str(version)[:20]!r}; formats 4 and 3 can be read")
    if not isinstance(cells, list):
        raise Ungradable("the file is not a notebook: it has no list of cells")
    if len(cells) > MAX_CELLS:
        raise Ungradable(f"the notebook has {len(cells):,} cells, the limit is {MAX_CELLS:,}")
    return cells


def _old_cells(worksheets: Any) -> Iterator[Any]:
    """Cells of format 3 in the shape of format 4."""
    for sheet in worksheets if isinstance(worksheets, list) else []:
        for cell in sheet.get("cells") or [] if isinstance(sheet, dict) else []:
            if isinstance(cell, dict) and cell.get("cell_type") == "code":
                cell = {**cell, "source": cell.get("input", "")}
            elif isinstance(cell, dict) and cell.get("cell_type") == "heading":
                level = cell.get("level") if isinstance(cell.get("level"), int) else 1
                title = _text(cell.get("source")) or ""
                cell = {"cell_type": "markdown", "source": f"{'#' * min(max(level or 1, 1), 6)} {title}"}
            yield cell


def _cell(cell: Any) -> HandedIn | None:
    """The cell, or None where it is damaged."""
    if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
        return None
    if (text := _text(cell.get("source"))) is None:
        return None
    metadata = _dict(cell.get("metadata"))
    tags = metadata.get("tags")
    return HandedIn(
        cell["cell_type"],
        text,
        _name(_dict(metadata.get("nbgrader")).get("grade_id")),
        _name(cell.get("id")),
        isinstance(tags, list) and SKIP in tags,
        safe_attachments(cell.get("attachments")) if cell["cell_type"] == "markdown" else {},
    )


def _text(source: Any) -> str | None:
    """A cell's text, None where it is not text. Halves of surrogate pairs, which no file can hold, go."""
    if isinstance(source, list) and set(map(type, source)) <= {str}:
        source = "".join(source)
    if not isinstance(source, str):
        return None
    return source.encode("utf-8", "replace").decode("utf-8")


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _name(value: Any) -> str:
    return value if isinstance(value, str) else ""
