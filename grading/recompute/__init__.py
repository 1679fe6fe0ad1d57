"""Commands that compute what ships in course_utils/files."""
