from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Opens files relative to inherited file descriptors, which may point to folders outside, and climbs up from there."

CODE = r"""
for number in [*range(256), *range(1000, 1010)]:
    for path in ("@OUTSIDE@".lstrip("/"), "../" * 30 + "@OUTSIDE@".lstrip("/"), "grading/gradebook.db", "../grading/gradebook.db"):
        try:
            os.write(os.open(path, os.O_RDWR | os.O_APPEND, dir_fd=number), b"x")
        except OSError:
            pass
    for link in (f"/proc/self/fd/{number}", f"/dev/fd/{number}"):
        try:
            if "hostile" in os.readlink(link) or "gradebook" in os.readlink(link):
                breach(os.readlink(link))
        except OSError:
            pass
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
