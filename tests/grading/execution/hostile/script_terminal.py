from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Prints terminal sequences (titles, links, clipboard, cursor movements) and markup around them."

CODE = r"""
print("\x1b]0;hostile\x07\x1b]52;c;aG9zdGlsZQ==\x07\x1b[2J\x1b[H\x1b]8;;javascript:alert(1)\x1b\\link\x1b]8;;\x1b\\\x1b[31m<script>alert(1)</script>\x1b[0m")
print("\x1b[1;<img src=x onerror=alert(1)>m", "\x9b31m", "\u202e\u2066gpj.exe", "</pre><script>alert(1)</script>")
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
