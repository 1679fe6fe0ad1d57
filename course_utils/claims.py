"""The lecture's claims, each with a verdict and what you measured."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Literal, get_args

__all__ = ["Claim", "Claims", "Verdict"]

Verdict = Literal["holds", "holds with care", "does not hold"]


@dataclass(frozen=True)
class Claim:
    """One sentence of the lecture, our verdict on it, and the measurement behind the verdict."""

    text: str
    verdict: Verdict
    measured: str


@dataclass
class Claims:
    """Collects claims as experiments run; shown as a table when it is a cell's last expression.

    Recording a claim again replaces the earlier record, so that a cell may be run twice.
    """

    records: dict[str, Claim] = field(default_factory=dict)

    def record(self, text: str, verdict: Verdict, measured: str) -> None:
        """Keep one claim. text: the claim in the lecture's sense. measured: the figures, with units.

        Raises ValueError for a verdict that is none of the three.
        """
        if verdict not in get_args(Verdict):
            raise ValueError(f"verdict should be one of {', '.join(get_args(Verdict))}; got {verdict!r}")
        self.records[text] = Claim(text, verdict, measured)
        print(f"{verdict}: {text}\n  measured: {measured}")

    def _repr_html_(self) -> str:
        head = "<tr><th>The lecture says</th><th>Verdict</th><th>Measured in this run</th></tr>"
        rows = (
            f"<tr><td style='text-align:left'>{escape(c.text)}</td><td><b>{escape(c.verdict)}</b></td>"
            f"<td style='text-align:left'>{escape(c.measured)}</td></tr>"
            for c in self.records.values()
        )
        return f"<table>{head}{''.join(rows)}</table>"

    def __repr__(self) -> str:
        return "\n".join(f"[{c.verdict}] {c.text}: {c.measured}" for c in self.records.values())
