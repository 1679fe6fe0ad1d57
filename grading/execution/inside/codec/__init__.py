"""Values to bytes and back, between the student's process and the examiner's."""
