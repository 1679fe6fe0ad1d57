"""What all of grading needs: where a course keeps its files, notebooks as data, what is hidden, a lock."""
