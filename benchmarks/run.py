"""Measures the course and prints a table for benchmarks/README.md."""

from __future__ import annotations

import argparse
import os
import platform
from importlib.metadata import version
from statistics import median

from measures import build_seconds, notebook_seconds, stock_autograde_seconds

ASSIGNMENT = "05_activations"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--runs", type=int, default=3, help="how often each measurement is repeated (default: 3)"
    )
    parser.add_argument("--size", type=int, default=20, help="submissions in the class (default: 20)")
    options = parser.parse_args()
    builds = [build_seconds(ASSIGNMENT) for _ in range(options.runs)]
    rows = {
        "build the release, new gradebook": [first for first, _ in builds],
        "build the release again": [second for _, second in builds],
        "notebook top to bottom, experiments included": [
            notebook_seconds(ASSIGNMENT) for _ in range(options.runs)
        ],
        f"stock `nbgrader autograde`, a submission (class of {options.size})": [
            stock_autograde_seconds(ASSIGNMENT, options.size) for _ in range(options.runs)
        ],
    }
    print(f"{ASSIGNMENT}, median of {options.runs} runs; {machine()}\n")
    print("| what | seconds | least | most |\n|---|---:|---:|---:|")
    for what, seconds in rows.items():
        print(f"| {what} | {median(seconds):.2f} | {min(seconds):.2f} | {max(seconds):.2f} |")


def machine() -> str:
    """The machine and the versions, as far as they matter here."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    packages = ", ".join(f"{name} {version(name)}" for name in ("torch", "numpy", "nbgrader"))
    system = f"{platform.system()} {platform.machine()}"
    return f"{cores} cores, {system}, Python {platform.python_version()}, {packages}"


if __name__ == "__main__":
    main()
