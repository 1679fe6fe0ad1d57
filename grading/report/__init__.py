"""What graders and students are shown: rows and tables of grades, and a feedback page for each student."""
