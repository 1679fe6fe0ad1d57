"""Runs submissions: the student's code in a sandbox, the test cells in a trusted process."""
