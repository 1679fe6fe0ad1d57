"""A table as text and as a notebook shows it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

__all__ = ["as_text"]


def as_text(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Columns side by side: the first to the left, the others, which hold numbers, to the right."""
    cells = [list(head), *([_shown(value) for value in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = (
        [
            text.rjust(width) if i else text.ljust(width)
            for i, (text, width) in enumerate(zip(line, widths, strict=True))
        ]
        for line in cells
    )
    return "\n".join("  ".join(line).rstrip() for line in lines)


def as_html(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """The same as an HTML table."""
    titles = "".join(f"<th>{escape(title)}</th>" for title in head)
    lines = (
        "".join(
            f"<td style='text-align:{'right' if i else 'left'}'>{escape(_shown(value))}</td>"
            for i, value in enumerate(row)
        )
        for row in rows
    )
    return f"<table><tr>{titles}</tr>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _shown(value: object) -> str:
    """Counts with commas, other numbers with three digits, shapes as 64×8×8, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "×".join(map(str, value))
    if isinstance(value, float):
        return f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value)
