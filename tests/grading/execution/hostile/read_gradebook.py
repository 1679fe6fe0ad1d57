from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Opens the gradebook and gives itself points and a classmate none; the database is not reachable."

CODE = r"""
import sqlite3
for path in ("@COURSE@/grading/gradebook.db", "grading/gradebook.db", "/proc/self/root@COURSE@/grading/gradebook.db"):
    if os.path.exists(path):
        with sqlite3.connect(path, timeout=0.1) as database:
            print(database.execute("select * from grade").fetchall())
            database.execute("update grade set auto_score = 99")
            breach(path)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
