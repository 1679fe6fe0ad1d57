"""What late work costs: nbgrader's rule, with the plugin that the course's configuration names."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

from nbgrader.preprocessors import AssignLatePenalties

from grading.core.course import Course, quiet

__all__ = ["LatePenalties", "seconds_late"]


class LatePenalties:
    """Late penalties as nbgrader's step AssignLatePenalties gives them, without its commits."""

    def __init__(self, course: Course) -> None:
        with quiet():
            self._step = AssignLatePenalties(config=course.config)
            self._step.init_plugin()

    def penalty(self, student: str, score: float, seconds: float) -> float | None:
        """Points to take off a notebook of so many points that came so late; None for no penalty."""
        penalty = self._step.plugin_inst.late_submission_penalty(student, score, seconds)
        if penalty is None:
            return None
        checked: float = self._step._check_late_penalty(SimpleNamespace(score=score), penalty)
        return checked


def seconds_late(due: datetime | None, submission: SimpleNamespace) -> float:
    """nbgrader's `total_seconds_late`; 0 where there is no date to compare."""
    if due is None or submission.timestamp is None:
        return 0.0
    if submission.extension is not None:
        due += submission.extension
    return max(0.0, (submission.timestamp - due).total_seconds())
