"""What was measured: a notebook's verdicts on the lecture, and the runs that ship with the course.

Verdicts: `claims`. Logs of longer runs: `logs`.
"""

__all__ = [
    "claims",
    "logs",
]
