"""Outputs of students' cells: only harmless kinds pass, and huge ones are cut with a note."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import nbformat
from nbformat import NotebookNode

from grading.sanitize.images import TYPES, safe_image
from grading.sanitize.markup import clean_html, hazard_in

MAX_CELL_TEXT = 100_000
MAX_HTML = 200_000
MAX_OUTPUTS = 200
MAX_NOTEBOOK = 8 * 2**20


class OutputCleaner:
    """Cleans the outputs of one notebook, cell by cell. `notes` says in words what is not shown in full."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self._room = MAX_NOTEBOOK  # characters that the notebook's outputs may still take
        self._text = 0  # characters that the streams of this cell may still take
        self._name = ""

    def clean(self, cell: NotebookNode, name: str) -> None:
        """Replace the outputs of a code cell by harmless ones."""
        self._name, self._text = name, MAX_CELL_TEXT
        outputs: list[NotebookNode] = []
        dropped: list[NotebookNode] = []
        for output in cell.get("outputs", []):
            if len(outputs) >= MAX_OUTPUTS or self._room <= 0:
                dropped.append(output)
            elif (clean := self._output(output)) is not None:
                self._room -= _size(clean)
                outputs.append(clean)
        cell.outputs = outputs + self._instead_of(dropped)

    def _instead_of(self, dropped: list[NotebookNode]) -> list[NotebookNode]:
        """A note for what was left out. What makes a test fail stays: an error, or text on stderr."""
        if not dropped:
            return []
        self._note("has more outputs than are kept")
        failed = any(output.get("name") == "stderr" for output in dropped)
        note = _stream("[further outputs were left out]\n", "stderr" if failed else "stdout")
        return [
            note,
            *[self._error(output) for output in dropped if output.get("output_type") == "error"][-1:],
        ]

    def _note(self, what: str) -> None:
        if (note := f"cell {self._name} {what}") not in self.notes:
            self.notes.append(note)

    def _output(self, output: NotebookNode) -> NotebookNode | None:
        """A harmless copy of an output; None for one of no known kind."""
        kind = output.get("output_type")
        if kind == "stream":
            text = self._cut(output.get("text"), max(self._text, 200))
            self._text -= len(text)
            return _stream(text, "stderr" if output.get("name") == "stderr" else "stdout")
        if kind == "error":
            return self._error(output)
        if kind not in ("display_data", "execute_result"):
            return None
        data, metadata = self._bundle(output.get("data"), output.get("metadata"))
        count = {"execution_count": output.get("execution_count")} if kind == "execute_result" else {}
        return nbformat.v4.new_output(kind, data=data, metadata=metadata, **count)

    def _error(self, output: NotebookNode) -> NotebookNode:
        lines = output.get("traceback")
        text = "\n".join(map(str, lines)) if isinstance(lines, list) else str(lines or "")
        return nbformat.v4.new_output(
            "error",
            ename=self._cut(output.get("ename"), 200),
            evalue=self._cut(output.get("evalue"), 20_000),
            traceback=self._cut(text, MAX_CELL_TEXT).split("\n"),
        )

    def _bundle(self, data: Any, metadata: Any) -> tuple[dict[str, str], dict[str, dict[str, int]]]:
        """The harmless ones among the representations of a rich output, and the sizes of pictures."""
        data = data if isinstance(data, dict) else {}
        kept: dict[str, str] = {}
        for mime, value in data.items():
            if mime in TYPES:
                image = safe_image(mime, value)
                kept.update({} if image is None or len(image) > self._room else {mime: image})
            elif (text := _joined(value)) is not None:
                kept.update(self._text_of(mime, text))
        if not kept:
            what = ", ".join(str(mime)[:60] for mime in data) or "nothing"
            self._note(f"has an output that is not shown ({what})")
            kept["text/plain"] = f"[an output that is not shown: {what}]"
        sizes = {mime: _size_of_image(metadata, mime) for mime in kept if mime in TYPES}
        return kept, {mime: size for mime, size in sizes.items() if size}

    def _text_of(self, mime: str, text: str) -> Iterator[tuple[str, str]]:
        """The representation itself, if it is a harmless text of a known type."""
        if mime == "text/plain":
            yield mime, self._cut(text, MAX_CELL_TEXT)
        elif mime == "text/html" and len(text) <= min(MAX_HTML, self._room):
            yield mime, clean_html(text)
        elif mime in ("text/latex", "text/markdown") and not hazard_in(text):
            yield mime, text

    def _cut(self, value: Any, room: int) -> str:
        """The text, without its middle where it is too long."""
        text = _joined(value)
        text = str(value) if text is None else text
        if len(text) <= room:
            return text
        self._note("has an output that was cut")
        half = max(room - 100, 0) // 2  # the note needs room as well
        return (
            f"{text[:half]}\n[… {len(text) - 2 * half:,} characters were cut …]\n{text[len(text) - half :]}"
        )


def _stream(text: str, name: str = "stdout") -> NotebookNode:
    return nbformat.v4.new_output("stream", name=name, text=text)


def _joined(value: Any) -> str | None:
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "".join(value)
    return value if isinstance(value, str) else None


def _size_of_image(metadata: Any, mime: str) -> dict[str, int]:
    given = metadata.get(mime) if isinstance(metadata, dict) else None
    given = given if isinstance(given, dict) else {}
    numbers = {key: given.get(key) for key in ("width", "height")}
    return {key: value for key, value in numbers.items() if type(value) is int and 0 < value < 10_000}


def _size(output: NotebookNode) -> int:
    if output.output_type == "stream":
        return len(output.text)
    if output.output_type == "error":
        return sum(map(len, output.traceback)) + len(output.evalue)
    return sum(len(value) for value in output.data.values())
