"""One notebook runs in isolation: the student's code in a sandbox, the test cells in a trusted process."""
