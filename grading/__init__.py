"""Instructors and graders: build, release, run and report."""
