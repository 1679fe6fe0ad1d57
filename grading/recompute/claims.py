"""Runs every notebook's experiments and keeps the claims that they record.

`python -m grading.recompute.claims` writes course_utils/files/claims.json, which the summary of the series
shows for notebooks that a student has not run; `… claims 05 07` writes those of two notebooks anew. It
takes as long as the notebooks together, needs no network, and shows no figure.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

EXERCISES = Path(__file__).parents[1] / "exercises"
SHIPPED = Path(__file__).parents[2] / "course_utils" / "files" / "claims.json"


def recorded(script: Path) -> list[dict[str, str]]:
    """What a script's claims say when it runs with its solutions; it runs in a folder of its own.

    Raises subprocess.CalledProcessError if the script fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"{script.stem}.ipynb").touch()  # beside a notebook, claims are kept
        command = [sys.executable, str(script.resolve())]
        subprocess.run(command, cwd=folder, env=os.environ | {"MPLBACKEND": "Agg"}, check=True)
        kept = Path(folder) / f"{script.stem}.claims.json"
        return json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else []


def main(*chosen: str) -> None:
    """Write the records of the notebooks whose names begin so, or of all, in the order of the series."""
    scripts = sorted(EXERCISES.glob("*.py"))
    known = json.loads(SHIPPED.read_text(encoding="utf-8")) if chosen else {}
    records = {
        script.stem: recorded(script) if script.name.startswith(chosen or "") else known.get(script.stem, [])
        for script in scripts
    }
    SHIPPED.write_text(json.dumps(records, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{sum(map(len, records.values()))} claims of {len(records)} notebooks in {SHIPPED}")


if __name__ == "__main__":
    main(*sys.argv[1:])
