"""The process of the test cells: whatever is the student's stands behind a proxy here."""
