"""The lecture's claims, each with a verdict and what you measured: of a notebook, and of the series."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Literal, get_args

__all__ = ["Claim", "Claims", "Series", "Verdict", "series"]

Verdict = Literal["holds", "holds with care", "does not hold", "not tested here"]


@dataclass(frozen=True)
class Claim:
    """One sentence of the lecture or of a paper, our verdict on it, and the measurement behind the verdict.

    measured: the figures, with units; for "not tested here", why no run of the notebook can tell.
    """

    text: str
    verdict: Verdict
    measured: str

    def __post_init__(self) -> None:
        if self.verdict not in get_args(Verdict):
            raise ValueError(f"verdict should be one of {', '.join(get_args(Verdict))}; got {self.verdict!r}")


@dataclass
class Claims:
    """Collects a notebook's claims as experiments run; shown as a table when it is a cell's last expression.

    notebook: its name, such as "05_activations". Where that notebook lies in the current folder, the claims
    are kept beside it in `<notebook>.claims.json`, for the summary of the series in notebook 08.
    Recording a claim again replaces the earlier record, so that a cell may be run twice.
    """

    notebook: str
    records: dict[str, Claim] = field(default_factory=dict)

    def record(self, text: str, verdict: Verdict, measured: str) -> None:
        """Keep one claim. text: the claim in its author's sense. measured: the figures, with units.

        Raises ValueError for a verdict that is none of `Verdict`.
        """
        self.records[text] = Claim(text, verdict, measured)
        print(f"{verdict}: {text}\n  measured: {measured}")
        if Path(f"{self.notebook}.ipynb").exists():
            self._keep(Path(f"{self.notebook}.claims.json"))

    def _keep(self, path: Path) -> None:
        """Write this run's claims over those of earlier runs; say so where that cannot be done."""
        known = {claim.text: claim for claim in _read(path)} | self.records
        try:
            path.write_text(
                json.dumps([asdict(claim) for claim in known.values()], indent=1), encoding="utf-8"
            )
        except OSError as error:
            print(f"  (not kept for the summary in notebook 08: {error})")

    def _repr_html_(self) -> str:
        head = ("Claim", "Verdict", "Measured in this run")
        return _table(head, ((c.text, c.verdict, c.measured) for c in self.records.values()))

    def __repr__(self) -> str:
        return "\n".join(f"[{c.verdict}] {c.text}: {c.measured}" for c in self.records.values())


@dataclass(frozen=True)
class Series:
    """Every claim of the series; shown as counts, then one table a notebook.

    rows: (notebook, claim), in the order of the notebooks.
    yours: the rows that were measured by the notebooks in the student's own folder; the others are the
    records that ship with the course.
    shipped: what the course's own run measured: (notebook, the claim's text) -> claim.
    """

    rows: list[tuple[str, Claim]]
    yours: frozenset[tuple[str, Claim]] = frozenset()
    shipped: Mapping[tuple[str, str], Claim] = field(default_factory=dict)

    def counts(self) -> dict[str, dict[str, int]]:
        """How many claims have which verdict: notebook -> verdict -> count, zeros included."""
        return {
            notebook: {verdict: sum(c.verdict == verdict for c in claims) for verdict in get_args(Verdict)}
            for notebook, claims in self._by_notebook().items()
        }

    def changed(self) -> list[tuple[str, Claim, Claim]]:
        """Where your verdict is another than the course's: (notebook, your claim, the course's)."""
        known = [(n, c, self.shipped.get((n, c.text), c)) for n, c in self.rows if (n, c) in self.yours]
        return [(n, mine, theirs) for n, mine, theirs in known if mine.verdict != theirs.verdict]

    def summary(self) -> str:
        """The series in one sentence, counted."""
        tally = [f"{sum(row[v] for row in self.counts().values())} {v!r}" for v in get_args(Verdict)]
        return (
            f"{len(self.rows)} claims in {len(self._by_notebook())} notebooks, {len(self.yours)} measured by "
            f"your own runs: {', '.join(tally)}; {len(self.changed())} of yours differ from the course's."
        )

    def _by_notebook(self) -> dict[str, list[Claim]]:
        groups: dict[str, list[Claim]] = {}
        for notebook, claim in self.rows:
            groups.setdefault(notebook, []).append(claim)
        return groups

    def _repr_html_(self) -> str:
        verdicts = get_args(Verdict)
        tally = [(n, *(str(row[v]) for v in verdicts)) for n, row in self.counts().items()]
        parts = [f"<p>{escape(self.summary())}</p>", _table(("Notebook", *verdicts), tally)]
        head = ("Claim", "Verdict", "Measured", "By")
        for notebook, claims in self._by_notebook().items():
            lines = ((c.text, c.verdict, c.measured, self._whose(notebook, c)) for c in claims)
            parts.append(f"<h4>{escape(notebook)}</h4>{_table(head, lines)}")
        if self.changed():
            titles = ("Notebook", "Claim", "You found", "Measured", "The course found", "Measured")
            moved = ((n, m.text, m.verdict, m.measured, t.verdict, t.measured) for n, m, t in self.changed())
            parts.append(f"<h4>Where your verdict is another</h4>{_table(titles, moved)}")
        return "".join(parts)

    def __repr__(self) -> str:
        lines = [self.summary()]
        for notebook, claims in self._by_notebook().items():
            lines += ["", notebook, *(f"  [{c.verdict}] {c.text}: {c.measured}" for c in claims)]
        if self.changed():
            moved = (f"  {m.text}: {m.verdict}, not {t.verdict}" for _, m, t in self.changed())
            lines += ["", "where your verdict is another than the course's", *moved]
        return "\n".join(lines)

    def _whose(self, notebook: str, claim: Claim) -> str:
        return "you" if (notebook, claim) in self.yours else "the course"


def series(notebooks: Path | str = "..") -> Series:
    """Every claim that the notebooks recorded: yours where you have run them, else the course's own run.

    notebooks: the folder that holds the notebooks' folders.
    """
    records = json.loads((files("course_utils") / "files" / "claims.json").read_text(encoding="utf-8"))
    shipped = {(name, record["text"]): Claim(**record) for name in records for record in records[name]}
    found = sorted(Path(notebooks).glob("*/*.claims.json"))
    own = {(path.name.split(".")[0], claim.text): claim for path in found for claim in _read(path)}
    rows = sorted((shipped | own).items(), key=lambda item: item[0][0])
    yours = frozenset((name, claim) for (name, _), claim in own.items())
    return Series([(name, claim) for (name, _), claim in rows], yours, shipped)


def _read(path: Path) -> Iterator[Claim]:
    """The claims in a notebook's file; none, and a sentence, where it is damaged."""
    if not path.exists():
        return
    try:
        yield from [Claim(**record) for record in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError) as error:
        print(f"{path} is damaged ({error}); run the notebook's experiments again to write it anew")


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Text to the left, and verdicts in bold."""
    titles = "".join(f"<th>{escape(title)}</th>" for title in head)
    lines = ("".join(f"<td style='text-align:left'>{_cell(text)}</td>" for text in row) for row in rows)
    return f"<table><tr>{titles}</tr>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _cell(text: str) -> str:
    return f"<b>{escape(text)}</b>" if text in get_args(Verdict) else escape(text)
