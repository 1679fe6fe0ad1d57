"""The process of the student's cells: it answers what the examiner asks."""
