"""What stops a command, with a message for whoever ran it. Quick to import: `grading.cli` does so first."""

from __future__ import annotations

__all__ = ["CourseError", "SourceError", "StepError"]


class CourseError(Exception):
    """Something an instructor or a grader can put right; the message says how."""


class StepError(CourseError):
    """One of nbgrader's steps failed; the message is what nbgrader logged."""


class SourceError(CourseError):
    """One or more mistakes in exercise scripts; each line of the message is `file:line: what to do`."""
